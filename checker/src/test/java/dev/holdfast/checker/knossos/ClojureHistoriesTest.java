package dev.holdfast.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import clojure.java.api.Clojure;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Histories from Clojure and back. Clojure is there in tests, Knossos is not needed. */
class ClojureHistoriesTest {
    private final ClojureHistories histories = new ClojureHistories();

    @Test
    void goesThereAndBack() {
        List<Op> ops =
                List.of(
                        op(0, 0, OpType.INVOKE, "read", null, null),
                        op(1, Op.NEMESIS, OpType.INFO, "start-kill", Map.of("id", "k-1"), null),
                        op(2, 1, OpType.INVOKE, "odd name", List.of(1L, "två", 2.5), null),
                        op(3, 0, OpType.OK, "read", new Keyword("a/b"), null),
                        op(4, 1, OpType.FAIL, "odd name", BigInteger.TWO.pow(80), "no luck"),
                        op(5, 2, OpType.INVOKE, "cas", Map.of("not a key", true, "n", 1L), null));
        History history = History.of(ops);
        assertEquals(history.ops(), histories.fromClojure(histories.toClojure(history)).ops());
    }

    @Test
    void readsWhatClojureHas() {
        History history =
                read(
                        "[{:process 0 :type :invoke :f :add :value #{1}}"
                                + " {:process :nemesis :type :info :f :kill :value [:n1 1/2]}"
                                + " {:process 0, :type :ok, :f :add, :value {:k nil, 7 8N}"
                                + " :error [:a 1]}]");
        assertEquals(List.of(1L), history.op(0).value());
        assertEquals(Op.NEMESIS, history.op(1).process());
        assertEquals(List.of(new Keyword("n1"), 0.5), history.op(1).value());
        assertEquals(8L, history.op(2).get("7"));
        assertEquals("[:a 1]", history.op(2).error());
        assertEquals(Op.NO_TIME, history.op(2).timeNanos());
    }

    @Test
    void writesWhatClojureExpects() {
        Object expected =
                Clojure.read(
                        "[{:index 0 :process 0 :type :invoke :f :write :value {:key \"x\"}}"
                                + " {:index 1 :process 0 :type :info :f :write :value nil"
                                + " :time 7 :error \"late\"}]");
        History history =
                History.of(
                        List.of(
                                new Op(
                                        0,
                                        Op.NO_TIME,
                                        0,
                                        OpType.INVOKE,
                                        "write",
                                        Map.of("key", "x"),
                                        null),
                                new Op(1, 7, 0, OpType.INFO, "write", null, "late")));
        assertEquals(expected, histories.toClojure(history));
    }

    @Test
    void saysWhatIsWrong() {
        assertEquals(
                "op 0: type :maybe; expected :invoke, :ok, :fail or :info",
                wrong("[{:process 0 :type :maybe :f :read}]"));
        assertTrue(wrong("[{:process -3 :type :ok :f :read}]").contains("process -3"));
        assertTrue(wrong("[{:process 1 :type :ok :f :read}]").contains("no operation open"));
    }

    private String wrong(String edn) {
        return assertThrows(BadHistoryException.class, () -> read(edn)).getMessage();
    }

    private History read(String edn) {
        return histories.fromClojure(Clojure.read(edn));
    }

    private static Op op(
            int index, int process, OpType type, String f, Object value, String error) {
        return new Op(index, 10L * index, process, type, f, value, error);
    }
}
