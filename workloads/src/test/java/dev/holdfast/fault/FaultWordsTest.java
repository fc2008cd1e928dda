package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultWordsTest {

    static Stream<String> kinds() {
        return Faults.all().stream().map(Fault::kind);
    }

    private static Op nemesis(int index, String f) {
        return new Op(
                index,
                index * 1000L,
                Op.NEMESIS,
                OpType.INFO,
                f,
                Map.of("id", "f-1", "target", "zk-1+zk-2", "phase", "done", "proof", "seen"),
                null);
    }

    /** Else a proof says no more than the fault's number. */
    @ParameterizedTest
    @MethodSource("kinds")
    void proofsHaveWordsForEveryFault(String kind) {
        List<Op> ops = List.of(nemesis(0, "start-" + kind), nemesis(1, "stop-" + kind));
        String words = Words.faults(History.of(ops), ops.get(0), ops.get(1));
        assertFalse(words.contains("during fault"), "add to Words: " + kind);
        assertTrue(words.contains("zk-1, zk-2"), words);
    }
}
