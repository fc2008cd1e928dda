package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.io.HistoryFiles;
import dev.holdfast.checker.io.Oddities;
import dev.holdfast.checker.io.OpSink;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides owner-aware mutexes of a history that does not fit into memory, from its file.
 *
 * <p>Exact: the same verdict and the same evidence as {@link OwnerMutexChecker} gives. The file is
 * read twice, for a release that will fail must be known to when it is invoked: the first pass
 * notes one bit an event, the second decides. O(n) time; memory one bit an event, and what is open.
 */
public final class StreamedMutexCheck {
    /** Faults only illustrate a proof; a history with more of them goes without the later ones. */
    private static final int MOST_FAULT_EVENTS = 100_000;

    private final MutexOptions options;

    /**
     * What was decided, and what was odd about the file.
     *
     * @param verdict as {@link OwnerMutexChecker#check} gives it
     * @param oddities as {@link HistoryFiles#stream} gives them, about the whole file
     */
    public record Result(Verdict verdict, Oddities oddities) {}

    /**
     * A check with these options.
     *
     * @throws IllegalArgumentException for strict fails, which need the whole history
     */
    public StreamedMutexCheck(MutexOptions options) {
        if (options.fails() == Fails.STRICT) {
            throw new IllegalArgumentException(
                    "strict fails in a stream; expected lenient ones, or the whole history");
        }
        this.options = options;
    }

    /**
     * Decides the history in {@code file}; the path {@code -} is the standard input. It, and pipes,
     * are kept in a temporary file meanwhile.
     *
     * @throws BadHistoryException if the file is no history
     * @throws IOException if it cannot be read
     */
    public Result check(Path file) throws IOException {
        boolean isStdin = file.toString().equals("-");
        boolean isPipe = Files.exists(file) && !Files.isRegularFile(file);
        if (!isStdin && (!isPipe || Files.isDirectory(file))) {
            return check(sink -> HistoryFiles.stream(file, sink));
        }
        Path spooled = Files.createTempFile("holdfast-stdin-", ".tmp");
        try {
            if (isStdin) {
                Files.copy(System.in, spooled, StandardCopyOption.REPLACE_EXISTING);
            } else {
                try (InputStream in = new FileInputStream(file.toFile())) {
                    Files.copy(in, spooled, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            String name = isStdin ? "stdin" : file.toString();
            return check(
                    sink -> {
                        try (InputStream in = Files.newInputStream(spooled)) {
                            return HistoryFiles.stream(in, name, sink);
                        }
                    });
        } finally {
            Files.deleteIfExists(spooled);
        }
    }

    /** A history that can be played any number of times. */
    interface Player {
        Oddities play(OpSink sink) throws IOException;
    }

    Result check(Player player) throws IOException {
        Outlook outlook = new Outlook();
        Oddities oddities = player.play(outlook);
        Decision decision = new Decision(options, outlook);
        Oddities again = player.play(decision);
        Evidence evidence = decision.evidence;
        if (evidence == null && !again.equals(oddities)) {
            return new Result(new Verdict.Unknown("the file changed while it was read"), oddities);
        }
        return new Result(
                evidence == null ? decision.quiet() : new Verdict.Invalid(evidence), oddities);
    }

    private static boolean isOfLock(Op op) {
        return !op.isNemesis() && (LockOps.isAcquire(op) || LockOps.isRelease(op));
    }

    /** The first pass: which invocations fail, and the faults. */
    private static final class Outlook implements OpSink {
        private final BitSet failing = new BitSet();
        private final Map<Integer, Integer> open = new HashMap<>();
        private final List<Op> faults = new ArrayList<>();
        private @Nullable Op last;

        @Override
        public boolean take(Op op) {
            last = op;
            if (op.isNemesis()) {
                if (faults.size() < MOST_FAULT_EVENTS) {
                    faults.add(op);
                }
            } else if (op.isInvoke()) {
                open.put(op.process(), op.index());
            } else {
                Integer invocation = open.remove(op.process());
                if (op.type() == OpType.FAIL && invocation != null) {
                    failing.set(invocation);
                }
            }
            return true;
        }

        /** The faults alone, which end where the whole history does. */
        History ofFaults() {
            List<Op> events = new ArrayList<>(faults);
            Op end = last;
            if (end != null) {
                events.add(
                        new Op(
                                events.size(),
                                end.timeNanos(),
                                Op.NEMESIS,
                                OpType.INFO,
                                "end",
                                null,
                                null));
            }
            return History.of(events);
        }
    }

    /** The second pass. */
    private static final class Decision implements OpSink {
        private final MutexOptions options;
        private final Outlook outlook;
        private final Map<Integer, Op> open = new HashMap<>();
        private final Map<String, OwnerMutex> mutexes = new HashMap<>();
        private int acquires;
        private @Nullable Evidence evidence;

        Decision(MutexOptions options, Outlook outlook) {
            this.options = options;
            this.outlook = outlook;
        }

        @Override
        public boolean take(Op op) {
            if (!isOfLock(op)) {
                return true;
            }
            if (op.isInvoke()) {
                open.put(op.process(), op);
                mutex(op).invoke(new Operation(op, failureOf(op)));
                return true;
            }
            Op invocation = open.remove(op.process());
            if (invocation == null) {
                return true; // only if the file changed between the passes, which is noticed
            }
            acquires += op.isOk() && LockOps.isAcquire(op) ? 1 : 0;
            MutexViolation violation = mutex(invocation).complete(new Operation(invocation, op));
            if (violation == null) {
                return true;
            }
            evidence = MutexEvidence.of(violation, options, outlook.ofFaults());
            return false;
        }

        private @Nullable Op failureOf(Op invocation) {
            return outlook.failing.get(invocation.index())
                    ? new Op(
                            invocation.index(),
                            invocation.timeNanos(),
                            invocation.process(),
                            OpType.FAIL,
                            invocation.f(),
                            null,
                            null)
                    : null;
        }

        private OwnerMutex mutex(Op invocation) {
            return mutexes.computeIfAbsent(
                    LockOps.lock(invocation), lock -> new OwnerMutex(options));
        }

        Verdict quiet() {
            return acquires == 0
                    ? new Verdict.Unknown("no acquire succeeded")
                    : new Verdict.Valid(
                            "%d acquires of %d locks".formatted(acquires, mutexes.size()));
        }
    }
}
