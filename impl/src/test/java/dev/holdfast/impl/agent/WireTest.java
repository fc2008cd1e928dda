package dev.holdfast.impl.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.catalogue.Locks;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void outcomesArriveAsTheyWereSent() {
        Outcome grant =
                new Outcome(
                        Outcome.Type.OK,
                        "",
                        0,
                        OptionalLong.of(Long.MAX_VALUE),
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(Duration.ofSeconds(1)),
                        false,
                        true,
                        "",
                        0);
        Outcome account =
                new Outcome(
                        Outcome.Type.OK,
                        "",
                        -1,
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        "p-\"1\"\u2028",
                        -5);
        for (Outcome outcome :
                new Outcome[] {
                    grant,
                    account,
                    Outcome.ok(),
                    Outcome.released(true),
                    Outcome.fail("not held"),
                    Outcome.info("lost")
                }) {
            String line = Wire.reply(7, outcome);
            assertFalse(line.contains("\n"));
            assertEquals(7, Wire.parse(line).get("id").asLong());
            assertEquals(outcome, Wire.outcome(Wire.parse(line)));
        }
    }

    @Test
    void aLineThatIsNoObjectIsRefused() {
        for (String line : new String[] {"", "GET / HTTP/1.1", "[1]", "7", "null", "{\"id\":"}) {
            assertThrows(IllegalArgumentException.class, () -> Wire.parse(line), line);
        }
    }

    @Test
    void errorsAreOneShortPlainLine() {
        assertEquals("a b", Outcome.info("\n a\u0000\u001b b\r\nc").error());
        assertEquals(200, Outcome.info("x".repeat(1000)).error().length());
        String pairs = "\ud83d\ude00".repeat(150);
        assertEquals(200, Outcome.info(pairs).error().length());
        assertEquals(199, Outcome.info("x" + pairs).error().length(), "no half characters");
        assertEquals("", Outcome.info("\ud83d").error());
        assertEquals("ab", Outcome.info("a\u202eb").error(), "nothing that turns the line round");
    }

    @Test
    void exceptionsBecomeFailOnlyIfTheySaySo() {
        assertEquals(
                Outcome.fail("stale token 1"),
                Classifier.run(
                        () -> {
                            throw new DefiniteFailureException("stale token 1");
                        }));
        assertEquals(
                Outcome.info("ConnectException: Connection refused"),
                Classifier.run(
                        () -> {
                            throw new java.net.ConnectException("Connection refused");
                        }));
        assertEquals(
                Outcome.info("NoClassDefFoundError"),
                Classifier.run(
                        () -> {
                            throw new NoClassDefFoundError();
                        }));
    }

    @Test
    void descriptionsArriveAsTheyWereSent() {
        for (LockSystem system : Locks.all()) {
            SubjectDescription description = SubjectDescription.of(system);
            assertFalse(description.toJson().contains("\n"));
            assertEquals(description, SubjectDescription.parse(description.toJson()));
        }
        for (String bad : new String[] {"", "{}", "[]", "HOLDFAST", "{\"name\":1}"}) {
            assertThrows(AgentException.class, () -> SubjectDescription.parse(bad), bad);
        }
    }

    @Test
    void aPeerThatDoesNotAnswerIsNoAgent() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 4, InetAddress.getLoopbackAddress())) {
            Address address = new Address("127.0.0.1", mute.getLocalPort());
            AgentException error =
                    assertThrows(
                            AgentException.class,
                            () -> AgentConnection.open(address, Duration.ofMillis(100)));
            assertTrue(error.getMessage().contains("did not answer within 100 ms"));
            mute.close();
            AgentException gone =
                    assertThrows(
                            AgentException.class,
                            () -> AgentConnection.open(address, Duration.ofMillis(100)));
            assertTrue(gone.getMessage().startsWith("no agent at 127.0.0.1:"));
        }
    }
}
