package dev.holdfast.workload;

import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.record.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Payments drawn and recorded as in a run, with clients that do nothing: what remains is the cost
 * of generator and recorder.
 */
public final class NoopLoad {
    private static final CompletableFuture<Outcome> DONE =
            CompletableFuture.completedFuture(
                    new Outcome(
                            Outcome.Type.OK,
                            "",
                            1,
                            OptionalLong.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            false,
                            "initial",
                            1000));

    private NoopLoad() {}

    /** Makes this many payments, of four operations each, with the plan's workers in parallel. */
    public static void run(LoadPlan plan, int payments, Recorder recorder)
            throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < plan.workers(); i++) {
            int worker = i;
            Thread thread =
                    new Thread(() -> pay(plan, worker, payments / plan.workers(), recorder));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void pay(LoadPlan plan, int worker, int payments, Recorder recorder) {
        PaymentGenerator generator = new PaymentGenerator(plan, worker);
        LockProcess process =
                new LockProcess(
                        worker,
                        "agent-1",
                        (agent, call) -> DONE,
                        recorder,
                        Waiting.Deadline.of(Duration.ofSeconds(1)));
        for (int i = 0; i < payments; i++) {
            Payment payment = generator.next();
            Outcome grant = process.acquire(payment.account(), payment.waitLimit());
            Outcome account = process.read(payment.account(), grant.token());
            process.write(
                    payment.account(),
                    account.version(),
                    payment.id(),
                    account.balance() + payment.amount(),
                    grant.token());
            process.release(payment.account(), grant);
        }
    }
}
