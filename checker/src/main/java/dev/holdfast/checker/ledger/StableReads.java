package dev.holdfast.checker.ledger;

import dev.holdfast.checker.explain.Proof;
import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Kinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds accounts that changed under a read lock: two reads by its holder, between the return of its
 * acquire and its release, that returned different versions.
 *
 * <p>Each of the reads may well be right by itself: a single read cannot tell whether a writer was
 * there. It is for the second to be the same that readers keep writers out. O(n).
 */
final class StableReads {
    private final Map<Integer, Reader> readers = new HashMap<>();
    private final List<Evidence> found = new ArrayList<>();

    private StableReads() {}

    /** Who reads under which lock, and what it read first. */
    private static final class Reader {
        private final String lock;
        private final Operation acquire;
        private @Nullable Operation first;

        Reader(String lock, Operation acquire) {
            this.lock = lock;
            this.acquire = acquire;
        }
    }

    /** At most {@code most} of them, in the order of the history. */
    static List<Evidence> violations(History history, int most) {
        StableReads search = new StableReads();
        for (Op op : history.ops()) {
            if (search.found.size() >= most) {
                break;
            }
            if (!op.isNemesis()) {
                search.observe(op, history);
            }
        }
        return search.found;
    }

    private void observe(Op op, History history) {
        if (op.isInvoke() ? op.f().equals("release") : op.type() == OpType.INFO) {
            readers.remove(op.process());
        }
        if (!op.isOk()) {
            return;
        }
        Operation operation = new Operation(history.op(history.invocationOf(op.index())), op);
        if (op.f().equals("acquire") && "read".equals(operation.string("mode"))) {
            String lock = operation.string("lock");
            readers.put(op.process(), new Reader(lock == null ? "" : lock, operation));
        }
        Reader reader = readers.get(op.process());
        if (reader == null
                || !op.f().equals("read")
                || !reader.lock.equals(operation.string("account"))) {
            return;
        }
        Operation first = reader.first;
        if (first == null) {
            reader.first = operation;
        } else if (!Objects.equals(first.get("version"), operation.get("version"))) {
            found.add(evidence(reader, first, operation, history));
            readers.remove(op.process());
        }
    }

    private static Evidence evidence(
            Reader reader, Operation first, Operation second, History history) {
        Op from = end(first);
        Op to = end(second);
        String account = Access.account(reader.lock);
        String before = Words.name(String.valueOf(first.get("version")));
        String after = Words.name(String.valueOf(second.get("version")));
        String agent = second.string("agent");
        return new Proof(Kinds.CHANGED_UNDER_READ_LOCK)
                .operations(reader.acquire, first, second)
                .step(
                        end(reader.acquire),
                        "nobody relies on " + account,
                        "process %d relies on it not to change".formatted(second.process()))
                .step(from, "not read", "read as " + before)
                .step(to, "read as " + before, "impossible: it is " + after + " now")
                .saying(
                        "%s changed from %s to %s while process %d held its read lock%s."
                                .formatted(
                                        account.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                                                + account.substring(1),
                                        before,
                                        after,
                                        second.process(),
                                        Words.faults(
                                                history, from, to, agent == null ? "" : agent)),
                        ("Process %d read %s twice between acquire #%d, for reading, and its"
                                        + " release: read #%d returned version %s at %s, read #%d"
                                        + " version %s at %s.")
                                .formatted(
                                        second.process(),
                                        account,
                                        reader.acquire.invocation().index(),
                                        first.invocation().index(),
                                        before,
                                        Words.at(from),
                                        second.invocation().index(),
                                        after,
                                        Words.at(to)));
    }

    private static Op end(Operation operation) {
        Op completion = operation.completion();
        return completion == null ? operation.invocation() : completion;
    }
}
