package dev.holdfast.workload;

import dev.holdfast.record.Recorder;

/**
 * A client that does one errand after the other, each under a lock.
 *
 * <p>After an operation of unknown outcome it goes on as a new process, as after a crash: the lock
 * that the old one may hold is left to its lease. One that is kept for as long as the agent's
 * session lives has no lease to end it, and is let go.
 */
final class LockWorker implements Runnable {
    private static final long LET_GO_AGAIN_MILLIS = 250;

    private final LoadPlan plan;
    private final Errand errand;
    private final String agent;
    private final AgentPool agents;
    private final Recorder recorder;
    private final LoadControl control;
    private final PaymentGenerator payments;
    private final Waiting.Deadline deadline;
    private LockProcess process;

    LockWorker(
            LoadPlan plan,
            Errand errand,
            int worker,
            String agent,
            AgentPool agents,
            Recorder recorder,
            LoadControl control) {
        this.plan = plan;
        this.errand = errand;
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
                errand.run(process, payment, plan.sharing());
                goOn();
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

    /**
     * As a new process, if it does not know what became of an operation. Tries for as long as it
     * takes to let a session's lock go, which would be nobody's for ever.
     */
    private void goOn() throws InterruptedException {
        while (process.retired()) {
            LockProcess before = process;
            int next = before.id() + plan.workers();
            process = new LockProcess(next, agent, agents, recorder, deadline);
            process.letGo(before);
            if (process.retired() && control.finishedWithin(LET_GO_AGAIN_MILLIS)) {
                return;
            }
        }
    }
}
