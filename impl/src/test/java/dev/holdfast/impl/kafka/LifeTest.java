package dev.holdfast.impl.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Journal;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeTest {
    private static final Duration LOOK = Duration.ofMillis(100);

    @TempDir private static Path folder;
    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = Broker.start(folder);
    }

    @AfterAll
    static void end() {
        if (broker != null) {
            broker.close();
        }
    }

    /** The process ends before a decision is committed, if there is such a step. */
    private record Diary(boolean isCutShort) implements Journal {
        @Override
        public <X extends Exception> void step(
                Step step, String payment, String who, Action<X> action) throws X {
            if (isCutShort && step == Step.DECISION_FORCED) {
                throw new IllegalStateException("the end");
            }
            action.run();
        }

        @Override
        public <T> CompletableFuture<T> stepLater(
                Step step,
                String payment,
                String who,
                Supplier<CompletableFuture<T>> action,
                Function<T, String> detail) {
            throw new UnsupportedOperationException("nothing here ends later");
        }

        @Override
        public boolean repeats() {
            return false;
        }
    }

    private static CommitSite site(String name, Role role, boolean isCutShort) {
        return new CommitSite(
                name,
                role,
                Cast.ofAgents(),
                broker.endpoints(),
                new Address("127.0.0.1", 1),
                Map.of(),
                folder,
                Map.of(),
                Duration.ofSeconds(1),
                new Diary(isCutShort));
    }

    private static Life born(String prefix, String name, boolean isCutShort)
            throws InterruptedException {
        CommitSite site = site(name, Role.COORDINATOR, isCutShort);
        KafkaClients clients = new KafkaClients(site, prefix);
        clients.makeTopics();
        Life life = new Life(site, clients);
        life.begin();
        return life;
    }

    private static List<Decision> decision(String id) {
        Payment payment =
                new Payment(
                        id,
                        List.of(
                                new Leg("participant-1", "a", -1),
                                new Leg("participant-2", "a", 1)));
        return List.of(Decision.of(payment, Answer.COMMITTED));
    }

    private static List<String> past(Life life) {
        List<String> ids = new ArrayList<>();
        long unused = life.read(0, decision -> ids.add(decision.payment().id()));
        return ids;
    }

    /** What participant-1 gets to read, which is this many decisions or more. */
    private static List<String> heard(String prefix, int count, Duration limit) {
        KafkaClients clients =
                new KafkaClients(site("participant-1", Role.PARTICIPANT, false), prefix);
        List<String> ids = new ArrayList<>();
        Consumer<String, String> reader = clients.reader(0);
        try {
            long startNs = System.nanoTime();
            while (ids.size() < count && System.nanoTime() - startNs < limit.toNanos()) {
                reader.poll(LOOK).forEach(one -> ids.add(one.key()));
            }
        } finally {
            KafkaClients.close(reader);
        }
        return ids;
    }

    @Test
    void aLaterLifeKnowsTheEarlierOneAndFencesIt() throws InterruptedException {
        try (Life first = born("fence", "coordinator-1", false)) {
            first.write(decision("a"));
            try (Life second = born("fence", "coordinator-1", false)) {
                assertEquals(List.of("a"), past(second));
                assertThrows(KafkaException.class, () -> first.write(decision("late")));
                second.write(decision("b"));
            }
        }
        try (Life third = born("fence", "coordinator-1", false)) {
            assertEquals(List.of("a", "b"), past(third));
            assertEquals(List.of("a", "b"), heard("fence", 2, Duration.ofSeconds(10)));
        }
    }

    @Test
    void whatWasNotCommittedHappensNowhere() throws InterruptedException {
        try (Life first = born("open", "coordinator-1", true)) {
            assertThrows(IllegalStateException.class, () -> first.write(decision("lost")));
        }
        try (Life second = born("open", "coordinator-1", false)) {
            assertEquals(List.of(), past(second));
            second.write(decision("a"));
            assertEquals(List.of("a"), heard("open", 1, Duration.ofSeconds(10)));
        }
    }

    /** Another coordinator's decisions stand behind it in the same topic. */
    @Test
    void aLifeThatNeverComesBackIsInNobodysWayForLong() throws InterruptedException {
        try (Life first = born("gone", "coordinator-1", true);
                Life other = born("gone", "coordinator-2", false)) {
            assertThrows(IllegalStateException.class, () -> first.write(decision("lost")));
            long startNs = System.nanoTime();
            other.write(decision("a"));
            Duration limit = KafkaClients.TRANSACTION_LIMIT.plusSeconds(15);
            assertEquals(List.of("a"), heard("gone", 1, limit));
            Duration waited = Duration.ofNanos(System.nanoTime() - startNs);
            assertTrue(waited.compareTo(Duration.ofSeconds(2)) > 0, "not hidden at all: " + waited);
        }
    }
}
