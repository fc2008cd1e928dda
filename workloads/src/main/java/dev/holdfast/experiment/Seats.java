package dev.holdfast.experiment;

import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.workload.AgentPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sessions of agents that have nothing to do, given to clients in turn.
 *
 * <p>A session does one call at a time, and some locks, the article's among them, wait for as long
 * as it takes whatever limit they are given. Who need not wait for such a call lets go of it: if it
 * is granted late it is released at once, and its session is free again only then. Safe for several
 * threads.
 */
final class Seats {
    private final AgentPool agents;
    private final List<String> names;
    private final Map<String, Deque<Seat>> free = new HashMap<>();
    private int made;

    Seats(AgentPool agents) {
        this.agents = agents;
        this.names = agents.names();
    }

    /** A session of an agent, numbered uniquely. */
    record Seat(String agent, int session) {}

    /** A seat for the {@code i}-th client, from 0: neighbours sit at different agents. */
    synchronized Seat take(int i) {
        String agent = names.get(i % names.size());
        Seat seat = free.computeIfAbsent(agent, a -> new ArrayDeque<>()).poll();
        return seat != null ? seat : new Seat(agent, made++);
    }

    synchronized void give(Seat seat) {
        free.computeIfAbsent(seat.agent(), a -> new ArrayDeque<>()).add(seat);
    }

    /** Asks for a lock. */
    Asking ask(Seat seat, String lock, Optional<Duration> waitLimit) {
        long askedNanos = System.nanoTime();
        CompletableFuture<Answered> answer =
                agents.call(seat.agent(), c -> c.acquire(seat.session(), lock, waitLimit))
                        .thenApply(outcome -> new Answered(outcome, System.nanoTime()));
        return new Asking(seat, askedNanos, answer);
    }

    /** Releases what was granted; the seat remains the caller's. */
    CompletableFuture<Answered> release(Seat seat, Outcome grant) {
        return agents.call(seat.agent(), c -> c.release(seat.session(), grant.grant()))
                .thenApply(outcome -> new Answered(outcome, System.nanoTime()));
    }

    /** Waits no longer for this: whatever comes of it is given back, and then the seat. */
    void letGo(Asking asking) {
        var unused =
                asking.answer()
                        .thenCompose(
                                answered ->
                                        answered.isOk()
                                                ? release(asking.seat(), answered.outcome())
                                                : CompletableFuture.completedFuture(answered))
                        .thenAccept(done -> give(asking.seat()));
    }

    /** How a call ended, and when its answer was here, by {@link System#nanoTime}. */
    record Answered(Outcome outcome, long atNanos) {
        boolean isOk() {
            return outcome.type() == Outcome.Type.OK;
        }
    }

    /** A lock that is being asked for, since {@code askedNanos}. */
    record Asking(Seat seat, long askedNanos, CompletableFuture<Answered> answer) {
        /** The answer if there is one by now. */
        Optional<Answered> answered() {
            return Optional.ofNullable(answer.getNow(null));
        }
    }
}
