package dev.holdfast.workload;

import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.record.Recorder;
import dev.holdfast.record.Seeds;
import dev.holdfast.workload.TransferGenerator.Order;
import java.util.List;
import java.util.Random;

/**
 * A client that makes one payment after the other. One whose outcome it does not know it sends
 * again under the same id, mostly to another coordinator, as a payer would who must not pay twice.
 */
final class Payer implements Runnable {
    private static final int ATTEMPTS = 5;
    private static final long AGAIN_MIN_MILLIS = 100;
    private static final long AGAIN_MAX_MILLIS = 1500;

    private final LoadPlan plan;
    private final Cast cast;
    private final AgentPool agents;
    private final Recorder recorder;
    private final LoadControl control;
    private final TransferGenerator orders;
    private final Random habits;
    private final Waiting.Deadline deadline;
    private PayProcess process;

    Payer(
            LoadPlan plan,
            Cast cast,
            int worker,
            AgentPool agents,
            Recorder recorder,
            LoadControl control) {
        this.plan = plan;
        this.cast = cast;
        this.agents = agents;
        this.recorder = recorder;
        this.control = control;
        this.orders = new TransferGenerator(plan, cast.participants(), worker);
        this.habits = Seeds.stream(plan.seed(), "payer-habits-" + worker);
        long limit = PaymentsWorkload.answerLimitMillis(plan.leaseMillis());
        this.deadline = waited -> control.abandoned() ? 0 : limit - waited;
        this.process = new PayProcess(worker, agents, recorder, deadline);
    }

    @Override
    public void run() {
        try {
            while (recorder.failure() == null) {
                Order order = orders.next();
                if (control.finishedWithin(Math.max(5, order.thinkMillis()))) {
                    return;
                }
                look(order.looksAt());
                settle(order.payment());
                if (order.sentTwice() && !control.finishing()) {
                    pay(order.payment());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Recorder.ClosedException e) {
            // The run ended without waiting for this client any longer.
        } catch (RuntimeException e) {
            // A client that is missing must not pass for one that had nothing to do.
            control.fail("payer: " + e);
        }
    }

    private void look(String participant) {
        if (!participant.isEmpty()) {
            var unused =
                    process.statement(
                            PaymentsWorkload.teller(cast, participant, habits),
                            participant,
                            PayProcess.When.DURING);
        }
    }

    private void settle(Payment payment) throws InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (pay(payment) != Outcome.Type.INFO
                    || control.finishedWithin(
                            Seeds.between(habits, AGAIN_MIN_MILLIS, AGAIN_MAX_MILLIS))) {
                return;
            }
        }
    }

    private Outcome.Type pay(Payment payment) {
        List<String> coordinators = cast.agents(Role.COORDINATOR);
        Outcome outcome =
                process.pay(coordinators.get(habits.nextInt(coordinators.size())), payment);
        if (process.retired()) {
            process = new PayProcess(process.id() + plan.workers(), agents, recorder, deadline);
        }
        return outcome.type();
    }
}
