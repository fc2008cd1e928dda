package dev.holdfast.workload;

import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.record.Recorder;
import java.util.OptionalLong;

/**
 * A client that makes one payment after the other, each under the account's lock.
 *
 * <p>After an operation of unknown outcome it goes on as a new process, as after a crash: the lock
 * that the old one may hold is left to its lease.
 */
final class LockWorker implements Runnable {
    private final LoadPlan plan;
    private final String agent;
    private final AgentPool agents;
    private final Recorder recorder;
    private final LoadControl control;
    private final PaymentGenerator payments;
    private final LockProcess.Deadline deadline;
    private LockProcess process;

    LockWorker(
            LoadPlan plan,
            int worker,
            String agent,
            AgentPool agents,
            Recorder recorder,
            LoadControl control) {
        this.plan = plan;
        this.agent = agent;
        this.agents = agents;
        this.recorder = recorder;
        this.control = control;
        this.payments = new PaymentGenerator(plan, worker);
        long limit = LockWorkload.answerLimitMillis(plan.leaseMillis());
        this.deadline = waited -> control.abandoned() ? 0 : limit - waited;
        this.process = new LockProcess(worker, agent, agents, recorder, deadline);
    }

    @Override
    public void run() {
        try {
            while (recorder.failure() == null) {
                Payment payment = payments.next();
                if (control.finishedWithin(Math.max(5, payment.thinkMillis()))) {
                    return;
                }
                pay(payment);
                if (process.retired()) {
                    int next = process.id() + plan.workers();
                    process = new LockProcess(next, agent, agents, recorder, deadline);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Recorder.ClosedException e) {
            // The run ended without waiting for this client any longer.
        } catch (RuntimeException e) {
            // A client that is missing must not pass for one that had nothing to do.
            control.fail("worker on " + agent + ": " + e);
        }
    }

    private void pay(Payment payment) throws InterruptedException {
        Outcome grant = process.acquire(payment.account(), payment.waitLimit());
        if (grant.type() != Outcome.Type.OK) {
            return;
        }
        OptionalLong token = grant.token();
        Outcome account = process.read(payment.account(), token);
        if (account.type() == Outcome.Type.OK) {
            Thread.sleep(payment.workMillis());
            process.write(
                    payment.account(),
                    account.version(),
                    payment.id(),
                    account.balance() + payment.amount(),
                    token);
        }
        if (!process.retired()) {
            process.release(payment.account(), grant);
        }
    }
}
