package dev.holdfast.run;

import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.record.Recorder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what is recorded, and notes the first proof of a violation that shows while it is. */
final class Tally implements Recorder.OpListener {
    /** Of a client that works under a lock, and of a payer. */
    private static final Set<String> ENDS_OF_WORK = Set.of("write", "pay");

    private final Map<OpType, LongAdder> counts = new EnumMap<>(OpType.class);
    private final OnlineChecker online;
    private volatile boolean hasWork;
    private final AtomicReference<@Nullable Evidence> first = new AtomicReference<>();

    Tally(OnlineChecker online) {
        this.online = online;
        for (OpType type : OpType.values()) {
            counts.put(type, new LongAdder());
        }
    }

    @Override
    public void recorded(Op op) {
        if (!op.isNemesis()) {
            counter(op.type()).increment();
            if (op.isOk() && ENDS_OF_WORK.contains(op.f())) {
                hasWork = true;
            }
        }
        if (first.get() == null) {
            Optional<Evidence> evidence = online.observe(op);
            evidence.ifPresent(first::set);
        }
    }

    /** Whether some client has come to the end of its work. */
    boolean hasWork() {
        return hasWork;
    }

    /** How many client events of this type there were. */
    long count(OpType type) {
        return counter(type).sum();
    }

    private LongAdder counter(OpType type) {
        return Objects.requireNonNull(counts.get(type));
    }

    /** The first proof, or null while there is none. */
    @Nullable Evidence first() {
        return first.get();
    }
}
