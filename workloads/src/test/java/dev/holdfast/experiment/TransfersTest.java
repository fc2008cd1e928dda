package dev.holdfast.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransfersTest {
    private final List<Op> ops = new ArrayList<>();

    private void add(OpType type, String f, Map<String, Object> value) {
        ops.add(new Op(ops.size(), ops.size(), 1, type, f, value, null));
    }

    private void read(String account, String version, long balance) {
        add(OpType.INVOKE, "read", Map.of("account", account));
        add(OpType.OK, "read", Map.of("account", account, "version", version, "balance", balance));
    }

    private void write(String account, String from, String to, long balance) {
        Map<String, Object> value =
                Map.of("account", account, "from", from, "to", to, "balance", balance);
        add(OpType.INVOKE, "write", value);
        add(OpType.OK, "write", value);
    }

    private void begin() {
        read("a", "initial", 1000);
        read("b", "initial", 1000);
    }

    @Test
    void whatIsOnTheWayToTheEndIsThere() {
        begin();
        write("a", "initial", "t1", 999);
        write("b", "initial", "t1", 1001);
        write("a", "t1", "t2", 998);
        write("b", "t1", "t2", 1002);
        read("a", "t2", 998);
        read("b", "t2", 1002);
        assertEquals(
                new Transfers(0, 0, 0),
                Transfers.of(History.of(ops), Map.of("t1", true, "t2", true)));
    }

    /** Two who read the same version: the first one's debit is gone, and with it its half. */
    @Test
    void whatWasOverwrittenUnseenIsLost() {
        begin();
        write("a", "initial", "t1", 999);
        write("b", "initial", "t1", 1001);
        write("a", "initial", "t2", 999);
        write("b", "t1", "t2", 1002);
        read("a", "t2", 999);
        read("b", "t2", 1002);
        assertEquals(
                new Transfers(1, 1, 1),
                Transfers.of(History.of(ops), Map.of("t1", true, "t2", true)));
    }

    @Test
    void whatNobodyWasPromisedIsNotLostButMayBeInPart() {
        begin();
        write("a", "initial", "t1", 999);
        read("a", "t1", 999);
        read("b", "initial", 1000);
        assertEquals(new Transfers(0, 1, -1), Transfers.of(History.of(ops), Map.of("t1", false)));
    }
}
