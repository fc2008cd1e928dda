package dev.holdfast.checker.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of an account in the chain of versions: who wrote it, who read it, what replaced it.
 */
final class Version {
    private final Object value;
    private final @Nullable Access writer;
    private final List<Access> reads = new ArrayList<>(1);
    private final List<Version> successors = new ArrayList<>(1);
    private @Nullable Version replaced;
    private @Nullable Access latestInvoked;

    Version(Object value, @Nullable Access writer) {
        this.value = value;
        this.writer = writer;
    }

    Object value() {
        return value;
    }

    /** The write that made it; null for the first version. */
    @Nullable Access writer() {
        return writer;
    }

    List<Access> reads() {
        return reads;
    }

    List<Version> successors() {
        return successors;
    }

    /** The version that this one replaced; null if it starts a chain. */
    @Nullable Version replaced() {
        return replaced;
    }

    void replaces(Version before) {
        replaced = before;
        before.successors.add(this);
    }

    /** Of all accesses from the chain's start up to here the one invoked last. */
    @Nullable Access latestInvoked() {
        return latestInvoked;
    }

    void latestInvoked(@Nullable Access access) {
        latestInvoked = access;
    }

    /** The accesses that touch this version: its writer, then its readers. */
    List<Access> accesses() {
        List<Access> all = new ArrayList<>(reads.size() + 1);
        if (writer != null) {
            all.add(writer);
        }
        all.addAll(reads);
        return all;
    }
}
