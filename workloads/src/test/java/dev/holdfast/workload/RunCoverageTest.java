package dev.holdfast.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunCoverageTest {
    private final List<Op> ops = new ArrayList<>();

    private void op(int process, OpType type, String f, Map<String, Object> value) {
        ops.add(new Op(ops.size(), ops.size(), process, type, f, value, null));
    }

    private void fault(String verb, String id, String phase, String proof) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", id);
        value.put("kind", "pause");
        value.put("target", "agent-1");
        value.put("phase", phase);
        value.put("proof", proof);
        op(Op.NEMESIS, OpType.INFO, verb + "-pause", value);
    }

    private void window(String id, String proof, Runnable during) {
        fault("start", id, "begin", "");
        fault("start", id, "done", proof);
        during.run();
        fault("stop", id, "begin", "");
        fault("stop", id, "done", "back");
    }

    private void work(String agent) {
        for (int i = 0; i < 10; i++) {
            for (String f : List.of("acquire", "write")) {
                op(0, OpType.INVOKE, f, Map.of("agent", agent));
                op(0, OpType.OK, f, Map.of("agent", agent));
            }
        }
    }

    private List<String> missed() {
        return RunCoverage.of(
                        History.of(ops),
                        List.of("pause"),
                        List.of(Deed.of("acquire"), Deed.of("write")))
                .stream()
                .filter(c -> !c.met())
                .map(c -> c.what())
                .toList();
    }

    @BeforeEach
    void before() {
        work("agent-2");
    }

    private boolean hasRecovered() {
        return RunCoverage.hasRecovered(
                History.of(ops), List.of("pause"), List.of(Deed.of("acquire"), Deed.of("write")));
    }

    @Test
    void theLoadMayEndWhenAllHasBeenDoneAfterTheLastFault() {
        assertTrue(hasRecovered(), "there was no fault yet");
        window("pause-1", "no heartbeat", () -> work("agent-2"));
        assertFalse(hasRecovered());
        work("agent-2");
        assertTrue(hasRecovered());
        window("pause-2", "no heartbeat", () -> work("agent-2"));
        op(0, OpType.INVOKE, "acquire", Map.of("agent", "agent-2"));
        op(0, OpType.OK, "acquire", Map.of("agent", "agent-2"));
        assertFalse(hasRecovered(), "nothing was written");
    }

    @Test
    void everythingReached() {
        window("pause-1", "no heartbeat", () -> work("agent-2"));
        work("agent-1");
        assertEquals(List.of(), missed());
    }

    @Test
    void oneFaultOfSeveralWithoutProof() {
        window("pause-1", "no heartbeat", () -> work("agent-2"));
        window("pause-2", "", () -> work("agent-2"));
        work("agent-1");
        assertEquals(List.of("faults pause that verifiably took effect"), missed());
    }

    @Test
    void aFaultThatFailed() {
        window("pause-1", "no heartbeat", () -> work("agent-2"));
        fault("start", "pause-2", "begin", "");
        fault("start", "pause-2", "failed", "");
        work("agent-1");
        assertEquals(List.of("faults pause that verifiably took effect"), missed());
    }

    @Test
    void onlyTheAgentThatWasHitAnswered() {
        window("pause-1", "no heartbeat", () -> work("agent-1"));
        work("agent-1");
        assertEquals(
                List.of(
                        "acquires that succeeded during pause",
                        "writes that succeeded during pause"),
                missed());
    }

    @Test
    void askedBeforeTheFault() {
        op(1, OpType.INVOKE, "acquire", Map.of("agent", "agent-2"));
        op(2, OpType.INVOKE, "write", Map.of("agent", "agent-2"));
        window(
                "pause-1",
                "no heartbeat",
                () -> {
                    op(1, OpType.OK, "acquire", Map.of("agent", "agent-2"));
                    op(2, OpType.OK, "write", Map.of("agent", "agent-2"));
                });
        work("agent-1");
        assertEquals(
                List.of(
                        "acquires that succeeded during pause",
                        "writes that succeeded during pause"),
                missed());
    }
}
