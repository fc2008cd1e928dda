package dev.holdfast.fault;

import java.util.concurrent.TimeUnit;

/**
 * How long it took until a fault was in force: from the first thing that was done about it until
 * the last one had returned, which nodes and links do when they have seen it themselves. What is
 * looked at afterwards, to prove it, waits for what does not come, and takes longer.
 */
final class Effect {
    private final long startNs = System.nanoTime();

    private Effect() {}

    /** It begins now. */
    static Effect begins() {
        return new Effect();
    }

    /** It is in force now. */
    Seen isThere() {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        return proof -> proof.isEmpty() ? "" : "after %d ms: %s".formatted(millis, proof);
    }

    /** What is said of an effect that has been measured. */
    interface Seen {
        /** The proof, with the time in front of it; empty if there is none. */
        String by(String proof);
    }
}
