package dev.holdfast.impl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgentArgsTest {

    private static final AgentSpec SPEC =
            new AgentSpec(
                    "agent-1",
                    "redis-seed",
                    new Endpoints(
                            Map.of(
                                    "redis", new Address("127.0.0.1", 7001),
                                    "ledger", new Address("127.0.0.1", 7002)),
                            Map.of("redis", new Address("127.2.3.1", 6379))),
                    new LockPart(Duration.ofSeconds(2), "ledger"));
    private static final AgentSpec PARTICIPANT =
            new AgentSpec(
                    "participant-1",
                    "wal-2pc",
                    new Endpoints(Map.of()),
                    new CommitPart(
                            Role.PARTICIPANT,
                            new Address("127.0.0.1", 7001),
                            Map.of("coordinator-1", new Address("127.0.0.1", 7002)),
                            "data",
                            Map.of("participant-1", Map.of("alice", 100L, "cash", -5L)),
                            Duration.ofMillis(500)));

    private static AgentArgs parse(String... more) {
        List<String> args = new ArrayList<>(SPEC.toArgs());
        args.addAll(Arrays.asList(more));
        return AgentArgs.parse(args);
    }

    @Test
    void readsWhatItWrites() {
        AgentArgs args = parse("--control", "127.0.0.2:7009", "--parent", "42", "--stdin-guard");
        assertEquals(SPEC, args.spec());
        assertEquals("127.0.0.2", args.controlHost());
        assertEquals(7009, args.controlPort());
        assertEquals(OptionalLong.of(42), args.parent());
        assertTrue(args.stdinGuard());
        assertFalse(args.verbose());
        assertEquals(0, parse().controlPort(), "any free port");
        assertFalse(parse().stdinGuard());
    }

    @Test
    void readsPartsInCommitProtocols() {
        assertEquals(PARTICIPANT, AgentArgs.parse(PARTICIPANT.toArgs()).spec());
        assertWrong("--role 'boss' is not", replacing("participant", "boss"));
        assertWrong("--listen 'x' is not host:port", replacing("127.0.0.1:7001", "x"));
        assertWrong("--patience '5' is not a time", replacing("500ms", "5"));
        assertWrong(
                "--opening is not",
                replacing("{\"participant-1\":{\"alice\":100,\"cash\":-5}}", "{\"a\":1}"));
    }

    private static org.junit.jupiter.api.function.Executable replacing(String right, String wrong) {
        List<String> args = new ArrayList<>(PARTICIPANT.toArgs());
        args.set(args.indexOf(right), wrong);
        return () -> AgentArgs.parse(args);
    }

    @Test
    void readsSecondsToo() {
        List<String> args = new ArrayList<>(SPEC.toArgs());
        args.set(args.indexOf("2000ms"), "2s");
        assertEquals(SPEC, AgentArgs.parse(args).spec());
    }

    @Test
    void saysWhatIsWrong() {
        assertWrong("unknown argument '--nmae'", parsing("--nmae", "x"));
        assertWrong("--name is given twice", parsing("--name", "x"));
        assertWrong("--endpoint 'redis' is not SERVICE=HOST:PORT", parsing("--endpoint", "redis"));
        assertWrong("--endpoint 'x' is not host:port", parsing("--endpoint", "redis=x"));
        assertWrong("--parent needs a value", parsing("--parent"));
        assertWrong("--control '70000' is not a number", parsing("--control", "localhost:70000"));
        assertWrong("--name is missing", () -> AgentArgs.parse(List.of()));
        for (String lease : List.of("", "2", "1500ms", "0s", "-1s", "2h", "s", "ms", "2sms")) {
            List<String> args = new ArrayList<>(SPEC.toArgs());
            args.set(args.indexOf("2000ms"), lease);
            assertWrong("--lease", () -> AgentArgs.parse(args));
        }
    }

    private static org.junit.jupiter.api.function.Executable parsing(String... more) {
        return () -> parse(more);
    }

    private static void assertWrong(
            String message, org.junit.jupiter.api.function.Executable parse) {
        AgentException error = assertThrows(AgentException.class, parse);
        assertTrue(error.getMessage().startsWith(message), error.getMessage());
    }
}
