package dev.holdfast.experiment;

import dev.holdfast.record.Recorder;
import dev.holdfast.workload.AgentPool;
import dev.holdfast.workload.LockProcess;
import dev.holdfast.workload.Waiting;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the clients of one remedy share. Safe for several threads.
 *
 * @see TransferClient
 */
final class TransferStage {
    private static final Duration OBSERVER_LIMIT = Duration.ofSeconds(10);

    private final AgentPool agents;
    private final Recorder recorder;
    private final WaitGraph graph = new WaitGraph();
    private final AtomicInteger processes = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean abandoned;
    private volatile String failure = "";

    TransferStage(AgentPool agents, Recorder recorder) {
        this.agents = agents;
        this.recorder = recorder;
    }

    WaitGraph graph() {
        return graph;
    }

    /** A new process for this client; an answer is not waited for once all is abandoned. */
    LockProcess process(int client) {
        return process(
                client, waited -> abandoned ? 0 : TransferClient.ANSWER_LIMIT.toMillis() - waited);
    }

    /** A new process that looks at accounts from outside, at one agent or another. */
    LockProcess observer(int number) {
        return process(number, Waiting.Deadline.of(OBSERVER_LIMIT));
    }

    private LockProcess process(int client, Waiting.Deadline deadline) {
        String agent = agents.names().get(client % agents.names().size());
        return new LockProcess(processes.getAndIncrement(), agent, agents, recorder, deadline);
    }

    /** Waits this long, or until the time is over; true if it is. */
    boolean overWithin(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Clients begin nothing new. */
    void end() {
        over.countDown();
    }

    /** Clients wait for nothing any more. */
    void abandon() {
        abandoned = true;
        end();
    }

    boolean abandoned() {
        return abandoned;
    }

    /** It cannot go on; the first reason is kept. */
    synchronized void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
        end();
    }

    String failure() {
        return failure;
    }
}
