package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.ledger.GuardedStorageChecker;
import dev.holdfast.checker.ledger.RegisterChecker;
import dev.holdfast.checker.model.AccountModel;
import dev.holdfast.checker.model.GuardedStorageModel;
import dev.holdfast.checker.verdict.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The register and the guarded storage against brute force. */
class LedgerOracleTest {
    private static final List<String> FS = List.of("read", "write");

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 1})
    void theRegisterAgrees(double blind) {
        AccountModel model = AccountModel.standard();
        TinyHistories.Versions script = new TinyHistories.Versions(blind, 0.15);
        Oracle.compare(
                300 + (long) (10 * blind),
                random -> TinyHistories.make(random, script, FS, 8),
                new RegisterChecker(),
                h -> BruteForce.isLinearizable(model, registerCalls(h)),
                (h, e) -> !BruteForce.isLinearizable(model, weaker(registerCalls(h), h, e)));
    }

    /** An unknown read may have been anything, so it says nothing. */
    private static List<BruteForce.Call> registerCalls(History h) {
        return BruteForce.lenient(h).stream()
                .filter(c -> !c.optional() || c.operation().f().equals("write"))
                .toList();
    }

    /** What the evidence does not name: reads are dropped, writes become optional. */
    private static List<BruteForce.Call> weaker(
            List<BruteForce.Call> calls, History h, Evidence e) {
        Set<Integer> named = Oracle.invocations(h, e);
        List<BruteForce.Call> weaker = new ArrayList<>();
        for (BruteForce.Call c : calls) {
            if (named.contains(c.from())) {
                weaker.add(c);
            } else if (c.operation().f().equals("write")) {
                weaker.add(BruteForce.Call.may(c.operation(), Integer.MAX_VALUE));
            }
        }
        return weaker;
    }

    @Test
    void theGuardedStorageAgrees() {
        GuardedStorageModel model = new GuardedStorageModel();
        TinyHistories.Tokens script = new TinyHistories.Tokens(0.07);
        Oracle.compare(
                400,
                random -> TinyHistories.make(random, script, FS, 8),
                new GuardedStorageChecker(),
                h -> BruteForce.isLinearizable(model, guardCalls(h)),
                (h, e) -> !BruteForce.isLinearizable(model, weakerGuard(h, e)));
    }

    private static List<BruteForce.Call> guardCalls(History h) {
        List<BruteForce.Call> calls = new ArrayList<>();
        for (BruteForce.Call c : BruteForce.strict(h)) {
            boolean maybe =
                    c.operation().outcome() == OpType.FAIL
                            && !GuardedStorageModel.isStale(c.operation());
            // The guard may have seen its token all the same, so it is one of unknown outcome.
            Operation unknown = new Operation(c.operation().invocation(), null);
            calls.add(maybe ? BruteForce.Call.may(unknown, c.to()) : c);
        }
        return calls;
    }

    private static List<BruteForce.Call> weakerGuard(History h, Evidence e) {
        Set<Integer> named = Oracle.invocations(h, e);
        List<BruteForce.Call> weaker = new ArrayList<>();
        for (BruteForce.Call c : guardCalls(h)) {
            if (named.contains(c.from())) {
                weaker.add(c);
            } else if (!GuardedStorageModel.isStale(c.operation())) {
                weaker.add(BruteForce.Call.may(c.operation(), Integer.MAX_VALUE));
            }
        }
        return weaker;
    }
}
