package dev.holdfast.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.OnlineChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.lock.BeliefChecker;
import dev.holdfast.checker.lock.LockServiceChecker;
import dev.holdfast.checker.lock.MutexOptions;
import dev.holdfast.checker.lock.OwnerMutexChecker;
import dev.holdfast.checker.lock.TokenChecker;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.TokenModel;
import dev.holdfast.checker.verdict.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The owner-aware mutex and the token order against brute force. */
class MutexOracleTest {
    private static final List<String> FS = List.of("acquire", "release");

    @ParameterizedTest
    @CsvSource({
        "1, false, false",
        "1, true, false",
        "2, false, false",
        "2, true, false",
        "1, false, true",
        "2, true, true"
    })
    void theOwnerAwareMutexAgrees(int limit, boolean fenced, boolean strict) {
        OwnerMutexModel model = new OwnerMutexModel(limit, fenced);
        Fails fails = strict ? Fails.STRICT : Fails.LENIENT;
        OwnerMutexChecker checker =
                new OwnerMutexChecker("mutex", new MutexOptions(limit, fenced, fails));
        TinyHistories.Locks script = new TinyHistories.Locks(fenced, false, 0.08);
        Oracle.compare(
                100 + limit + (fenced ? 10 : 0) + (strict ? 20 : 0),
                random -> TinyHistories.make(random, script, FS, 8),
                checker,
                h -> BruteForce.isLinearizable(model, calls(h, strict)),
                (h, e) -> strict || isProof(model, h, e));
    }

    private static List<BruteForce.Call> calls(History h, boolean strict) {
        return strict ? BruteForce.strict(h) : BruteForce.lenient(h);
    }

    /** What the processes of the evidence did stays; the others' operations become optional. */
    private static boolean isProof(OwnerMutexModel model, History h, Evidence e) {
        Set<Integer> processes = e.ops().stream().map(Op::process).collect(Collectors.toSet());
        int end = e.ops().stream().mapToInt(Op::index).max().orElse(0);
        List<BruteForce.Call> weaker = new ArrayList<>();
        for (BruteForce.Call c : BruteForce.lenient(h)) {
            boolean named = processes.contains(c.operation().process());
            if (c.from() <= end) {
                weaker.add(
                        named && c.to() <= end
                                ? c
                                : BruteForce.Call.may(c.operation(), Integer.MAX_VALUE));
            }
        }
        return !BruteForce.isLinearizable(model, weaker);
    }

    @Test
    void theTokenOrderAgrees() {
        TinyHistories.Locks script = new TinyHistories.Locks(true, false, 0.5);
        Oracle.compare(
                7,
                random -> TinyHistories.make(random, script, FS, 8),
                new TokenChecker(),
                h -> BruteForce.isLinearizable(new TokenModel(), BruteForce.lenient(h)),
                (h, e) -> {
                    Set<Integer> named = Oracle.invocations(h, e);
                    return !BruteForce.isLinearizable(
                            new TokenModel(),
                            BruteForce.lenient(h).stream()
                                    .filter(c -> named.contains(c.from()))
                                    .toList());
                });
    }

    @Test
    void watchesAccuseOnlyWhereTheWholeHistoryDoes() {
        SplittableRandom random = new SplittableRandom(99);
        OwnerMutexChecker mutex = new OwnerMutexChecker("mutex", MutexOptions.plain());
        BeliefChecker belief = new BeliefChecker();
        LockServiceChecker service = new LockServiceChecker();
        TinyHistories.Locks script = new TinyHistories.Locks(false, false, 0.1);
        int accused = 0;
        for (long i = 0; i < Oracle.HISTORIES; i++) {
            History h = TinyHistories.make(random, script, FS, 8);
            boolean byMutex = accuses(mutex.online(), h);
            boolean byBelief = accuses(BeliefChecker.online(), h);
            boolean byService = accuses(LockServiceChecker.online(), h);
            assertFalse(byService && service.violations(h).isEmpty(), () -> Oracle.text(99, h));
            assertFalse(byMutex && mutex.violations(h).isEmpty(), () -> Oracle.text(99, h));
            assertFalse(byBelief && belief.violations(h).isEmpty(), () -> Oracle.text(99, h));
            accused += byMutex || byBelief ? 1 : 0;
        }
        assertTrue(accused > Oracle.HISTORIES / 50, "too few accusations: " + accused);
    }

    private static boolean accuses(OnlineChecker watch, History h) {
        boolean found = false;
        for (Op op : h.ops()) {
            found |= watch.observe(op).isPresent();
        }
        return found;
    }
}
