package dev.holdfast.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.Op;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.record.Recorder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SESSION = "\"type\":\"ok\",\"grant\":7,\"session-ms\":1000";
    private static final String LEASE = "\"type\":\"ok\",\"grant\":7,\"lease-ms\":1000";
    private static final String UNKNOWN = "\"type\":\"info\",\"error\":\"nobody knows\"";

    @TempDir Path folder;
    private FakeAgent agent;
    private Recorder recorder;
    private final AtomicReference<AgentConnection> current = new AtomicReference<>();

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
        recorder = Recorder.open(folder.resolve("history.jsonl"), List.of());
        connect();
    }

    @AfterEach
    void end() throws IOException {
        current.get().close();
        recorder.close();
        agent.close();
    }

    /** As to an agent that was started anew. */
    private void connect() throws IOException {
        AgentConnection before = current.get();
        if (before != null) {
            before.close();
        }
        current.set(AgentConnection.open(agent.address(), LIMIT));
    }

    private LockProcess process(int id) {
        return new LockProcess(
                id,
                "agent-1",
                (name, call) -> call.apply(current.get()),
                recorder,
                Waiting.Deadline.of(LIMIT));
    }

    private static Outcome acquire(LockProcess process) {
        Outcome grant = process.acquire("pay-1", Optional.empty());
        assertEquals(Outcome.Type.OK, grant.type());
        return grant;
    }

    private static Outcome write(LockProcess process) {
        return process.write("pay-1", "initial", "p-1", 1, OptionalLong.empty());
    }

    /** What the history says, in short. */
    private List<String> told() {
        recorder.close();
        return recorder.history().ops().stream()
                .map(op -> op.process() + " " + op.type().label() + " " + op.f())
                .toList();
    }

    @Test
    void whatAKilledAgentBeganTheNextOneDoesNotGoOnWith() throws Exception {
        LockProcess process = process(0);
        Outcome grant = acquire(process);
        connect();
        int before = agent.asked().size();
        assertEquals(Outcome.Type.FAIL, write(process).type());
        assertEquals(Outcome.Type.FAIL, process.release("pay-1", grant).type());
        assertEquals(before, agent.asked().size(), "the new agent was asked");
        assertEquals(Outcome.Type.OK, process.acquire("pay-1", Optional.empty()).type());
    }

    @Test
    void aSessionsLockIsLetGoAfterAnUnknownWrite() {
        agent.answer("acquire", SESSION);
        agent.answer("write", UNKNOWN);
        LockProcess owner = process(0);
        acquire(owner);
        write(owner);
        assertTrue(owner.retired());
        LockProcess next = process(15);
        next.letGo(owner);
        String last = agent.asked().get(agent.asked().size() - 1);
        assertTrue(last.contains("\"call\":\"release\""), last);
        assertTrue(last.contains("\"grant\":7"), "what the owner held: " + last);
        assertTrue(last.contains("\"session\":0"), "by the thread that acquired it: " + last);
        next.letGo(owner);
        assertEquals(
                List.of(
                        "0 invoke acquire",
                        "0 ok acquire",
                        "0 invoke write",
                        "0 info write",
                        "15 invoke let-go",
                        "15 ok let-go"),
                told(),
                "once, and by a process that never held the lock");
        Op letGo = recorder.history().op(4);
        assertEquals(Map.of("lock", "pay-1", "agent", "agent-1", "for", 0L), values(letGo));
    }

    private static Map<String, Object> values(Op op) {
        return Map.of(
                "lock", String.valueOf(op.string("lock")),
                "agent", String.valueOf(op.string("agent")),
                "for", op.number("for") == null ? -1L : op.number("for"));
    }

    @Test
    void whatEndsByItselfIsLeftToItsLease() {
        agent.answer("acquire", LEASE);
        agent.answer("write", UNKNOWN);
        LockProcess owner = process(0);
        acquire(owner);
        write(owner);
        process(15).letGo(owner);
        assertEquals(
                List.of("0 invoke acquire", "0 ok acquire", "0 invoke write", "0 info write"),
                told());
    }

    @Test
    void whatWasReleasedIsNotLetGo() {
        agent.answer("acquire", SESSION);
        LockProcess owner = process(0);
        owner.release("pay-1", acquire(owner));
        process(15).letGo(owner);
        assertEquals(4, told().size());
    }

    @Test
    void aReleaseOfUnknownOutcomeIsTriedAgain() {
        agent.answer("acquire", SESSION);
        agent.answer("release", UNKNOWN);
        LockProcess owner = process(0);
        owner.release("pay-1", acquire(owner));
        assertTrue(owner.retired());
        agent.answer("release", "\"type\":\"ok\"");
        process(15).letGo(owner);
        assertEquals(List.of("15 invoke let-go", "15 ok let-go"), told().subList(4, 6));
    }

    @Test
    void letsGoAgainAndAgainUntilItIsKnown() {
        agent.answer("acquire", SESSION);
        agent.answer("release", UNKNOWN);
        LockProcess owner = process(0);
        owner.release("pay-1", acquire(owner));
        LockProcess next = process(15);
        next.letGo(owner);
        assertTrue(next.retired());
        agent.answer("release", "\"type\":\"ok\"");
        LockProcess third = process(30);
        third.letGo(next);
        String last = agent.asked().get(agent.asked().size() - 1);
        assertTrue(last.contains("\"session\":0"), "still the thread that acquired it: " + last);
        assertEquals(
                List.of("15 invoke let-go", "15 info let-go", "30 invoke let-go", "30 ok let-go"),
                told().subList(4, 8));
        assertEquals(0L, recorder.history().op(6).number("for"));
    }

    /** Its session died with it, and by now the number may be another's. */
    @Test
    void whatAKilledAgentHeldIsNotReleasedAtTheNextOne() throws Exception {
        agent.answer("acquire", SESSION);
        agent.answer("write", UNKNOWN);
        LockProcess owner = process(0);
        acquire(owner);
        write(owner);
        connect();
        int before = agent.asked().size();
        process(15).letGo(owner);
        assertEquals(before, agent.asked().size(), "the new agent was asked");
        assertEquals(List.of("15 invoke let-go", "15 fail let-go"), told().subList(4, 6));
    }
}
