package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether all faults of a history are known to be over: what is left of one accuses nobody who
 * waits for its end. O(n).
 */
final class Healing {
    private Healing() {}

    /**
     * Why they are not: one of them failed half-way, or has no proof that it was healed.
     *
     * @return empty if they are, and of a history that does not tell of phases
     */
    static Optional<String> doubt(History history) {
        Map<String, Op> open = new LinkedHashMap<>();
        for (Op op : history.ops()) {
            String id = op.isNemesis() ? op.string("id") : null;
            String phase = id == null ? null : op.string("phase");
            if (id == null || phase == null) {
                continue;
            }
            boolean isFailed = phase.equals("failed");
            if (isFailed || (op.f().startsWith("start-") && phase.equals("begin"))) {
                open.merge(id, op, (before, now) -> isFailed ? now : before);
            } else if (op.f().startsWith("stop-")
                    && phase.equals("done")
                    && op.string("proof") != null) {
                open.computeIfPresent(id, (same, before) -> isFailure(before) ? before : null);
            }
        }
        return open.entrySet().stream()
                .findFirst()
                .map(
                        e ->
                                isFailure(e.getValue())
                                        ? "fault %s failed half-way, event #%d"
                                                .formatted(
                                                        Words.name(e.getKey()),
                                                        e.getValue().index())
                                        : "nothing proves that fault %s of event #%d was healed"
                                                .formatted(
                                                        Words.name(e.getKey()),
                                                        e.getValue().index()));
    }

    private static boolean isFailure(Op op) {
        return "failed".equals(op.string("phase"));
    }
}
