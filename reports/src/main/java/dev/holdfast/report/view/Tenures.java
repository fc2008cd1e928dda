package dev.holdfast.report.view;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.report.view.Timeline.End;
import dev.holdfast.report.view.Timeline.Tenure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tenures in a history: for each process and lock, from the grant to the start of the
 * release.
 *
 * <p>A process that takes a lock which it has already goes on with the same tenure until it has
 * released as often as it acquired. O(n), one pass.
 */
final class Tenures {
    private static final long MILLI = 1_000_000;

    /** One tenure that has not ended yet. */
    private static final class Held {
        final Op invoke;
        final Op grant;
        int depth = 1;

        Held(Op invoke, Op grant) {
            this.invoke = invoke;
            this.grant = grant;
        }
    }

    private record Holder(int process, String lock) {}

    private final History history;
    private final TimeAxis axis;
    private final Map<Holder, Held> open = new LinkedHashMap<>();
    private final List<Tenure> found = new ArrayList<>();

    private Tenures(History history, TimeAxis axis) {
        this.history = history;
        this.axis = axis;
    }

    /** All tenures, in the order in which they ended. */
    static List<Tenure> in(History history, TimeAxis axis) {
        Tenures tenures = new Tenures(history, axis);
        for (Op op : history.ops()) {
            if (!op.isNemesis()) {
                tenures.take(op);
            }
        }
        tenures.open.forEach((who, held) -> tenures.end(who, held, null));
        return tenures.found;
    }

    private void take(Op op) {
        String lock = lockOf(op);
        if (op.f().equals("acquire") && op.isOk() && lock != null) {
            Op invoke = history.op(history.invocationOf(op.index()));
            Held held = open.putIfAbsent(new Holder(op.process(), lock), new Held(invoke, op));
            if (held != null) {
                held.depth++;
            }
        } else if (op.f().equals("release") && op.isInvoke() && lock != null) {
            Holder who = new Holder(op.process(), lock);
            Held held = open.get(who);
            if (held != null && --held.depth == 0) {
                open.remove(who);
                end(who, held, op);
            }
        } else if (op.type() == OpType.INFO) {
            // The process is retired: whatever it held, it can no longer believe it holds.
            Op invoke = history.op(history.invocationOf(op.index()));
            open.entrySet()
                    .removeIf(
                            e -> {
                                if (e.getKey().process() != op.process()) {
                                    return false;
                                }
                                lost(e.getKey(), e.getValue(), invoke, op);
                                return true;
                            });
        }
    }

    private @Nullable String lockOf(Op op) {
        String lock = op.string("lock");
        int invocation = op.isInvoke() ? History.NONE : history.invocationOf(op.index());
        return lock != null || invocation == History.NONE
                ? lock
                : history.op(invocation).string("lock");
    }

    private void lost(Holder who, Held held, Op invoke, Op info) {
        found.add(tenure(who, held, axis.at(invoke), axis.at(info), End.LOST));
    }

    private void end(Holder who, Held held, @Nullable Op release) {
        if (release == null) {
            long end = axis.end();
            found.add(tenure(who, held, end, end, End.OPEN));
            return;
        }
        int completion = history.completionOf(release.index());
        if (completion == History.NONE) {
            found.add(tenure(who, held, axis.at(release), axis.end(), End.UNSURE));
            return;
        }
        Op done = history.op(completion);
        End end =
                switch (done.type()) {
                    case OK -> End.RELEASED;
                    case FAIL -> End.REFUSED;
                    default -> End.UNSURE;
                };
        found.add(tenure(who, held, axis.at(release), axis.at(done), end));
    }

    private Tenure tenure(Holder who, Held held, long to, long gone, End end) {
        Long lease = held.grant.number("lease-ms");
        boolean renewed = Boolean.TRUE.equals(held.grant.get("renewed"));
        boolean known = lease != null && lease >= 0 && lease < 1_000_000_000L;
        long from = axis.at(held.grant);
        String agent = held.grant.string("agent");
        Object token = held.grant.get("token");
        return new Tenure(
                SafeText.name(who.lock()),
                who.process(),
                SafeText.name(agent == null ? held.invoke.string("agent") : agent),
                token == null ? "" : SafeText.clean(ValueText.of(token), 24, false),
                mode(held.invoke),
                capacity(held.invoke),
                axis.at(held.invoke),
                from,
                Math.max(from, to),
                Math.max(from, gone),
                end,
                known && lease != null && !renewed && !axis.byIndex() ? from + lease * MILLI : -1,
                held.grant.index(),
                0);
    }

    private static String mode(Op invoke) {
        String mode = invoke.string("mode");
        return mode != null && (mode.equals("read") || mode.equals("write")) ? mode : "";
    }

    private static int capacity(Op invoke) {
        Long capacity = invoke.number("capacity");
        return capacity == null ? 1 : (int) Math.max(1, Math.min(capacity, 1_000_000));
    }
}
