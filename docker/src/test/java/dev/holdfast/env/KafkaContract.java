package dev.holdfast.env;

import static dev.holdfast.env.Link.Canary.Outcome.ANSWERED;
import static dev.holdfast.env.Link.Canary.Outcome.REFUSED;
import static dev.holdfast.env.Link.Canary.Outcome.SILENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.node.Await;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a Kafka broker has to do in every environment. */
@Execution(ExecutionMode.CONCURRENT)
public abstract class KafkaContract {
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String TOPIC = "t";

    private @TempDir Path directory;
    private Environment environment;

    /** Brings {@code spec} up. */
    protected abstract Environment start(EnvironmentSpec spec);

    @AfterEach
    void close() {
        if (environment != null) {
            environment.close();
        }
    }

    /** Agents of any kind will do: only their links are used. */
    private Environment up(Persistence persistence, int agents) {
        Topology topology =
                Topology.oneRedis().plus(new Service("kafka", ServerKind.KAFKA, persistence, 0));
        environment =
                start(
                        new EnvironmentSpec(
                                topology,
                                agents,
                                "redis-token",
                                List.of(),
                                Duration.ofSeconds(2),
                                "redis",
                                directory));
        return environment;
    }

    private Address near(String agent) {
        return ((ToxiproxyLink) environment.link(agent, "kafka")).near();
    }

    private static Map<String, Object> client(Address address) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", address.toString());
        config.put("request.timeout.ms", 3000);
        config.put("default.api.timeout.ms", 15_000);
        return config;
    }

    private static void makeTopic(Address address) {
        try (Admin admin = Admin.create(client(address))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                    .all()
                    .get(15, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> topics(Address address) {
        try (Admin admin = Admin.create(client(address))) {
            return admin.listTopics().names().get(15, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the broker says that it is, to whoever asks there. */
    private static Address told(Address address) {
        try (Admin admin = Admin.create(client(address))) {
            return admin.describeCluster().nodes().get(15, TimeUnit.SECONDS).stream()
                    .map(node -> new Address(node.host(), node.port()))
                    .findFirst()
                    .orElseThrow();
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether these records are acknowledged within {@code limit}. */
    private static boolean write(Address address, Duration limit, String... values) {
        Map<String, Object> config = client(address);
        config.put("acks", "all");
        config.put("linger.ms", 0);
        config.put("request.timeout.ms", (int) limit.toMillis() / 2);
        config.put("delivery.timeout.ms", (int) limit.toMillis());
        config.put("max.block.ms", limit.toMillis());
        StringSerializer text = new StringSerializer();
        KafkaProducer<String, String> producer = new KafkaProducer<>(config, text, text);
        try {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value)).get();
            }
            return true;
        } catch (ExecutionException | KafkaException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            producer.close(Duration.ZERO);
        }
    }

    /** The first {@code count} records; fewer if there are no more. */
    private static List<String> read(Address address, int count) {
        StringDeserializer text = new StringDeserializer();
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client(address), text, text)) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = System.nanoTime() + LONG.toNanos();
            while (values.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
            }
        }
        return values;
    }

    @Test
    void keepsWhatItAcknowledgedWhenKilledAndFreezesAsAWhole() {
        Node node = up(Persistence.DURABLE, 0).node("kafka");
        Address direct = environment.direct("kafka");
        assertEquals(Optional.empty(), node.clock());
        assertTrue(((ServerNode) node).isPrimary());
        assertTrue(environment.versions().toString().contains("Kafka 4."));
        makeTopic(direct);
        assertTrue(write(direct, LONG, "a", "b"));
        node.pause();
        assertTrue(node.isAlive());
        assertFalse(node.answers());
        node.resume();
        assertTrue(Await.until(node::answers, LONG));
        assertTrue(write(direct, LONG, "c"));
        node.pause();
        node.kill();
        assertFalse(node.answers());
        node.start();
        assertEquals(List.of("a", "b", "c"), read(direct, 3));
        assertTrue(write(direct, LONG, "d"));
        node.kill();
        node.startEmpty();
        assertEquals(Set.of(), topics(direct));
    }

    @Test
    void volatileBrokerForgets() {
        Node node = up(Persistence.VOLATILE, 0).node("kafka");
        makeTopic(environment.direct("kafka"));
        assertEquals(Set.of(TOPIC), topics(environment.direct("kafka")));
        node.kill();
        node.start();
        assertEquals(Set.of(), topics(environment.direct("kafka")));
    }

    /** Two agents do not meet: each is told the near end of its own link, before and after. */
    @Test
    void everyAgentHasALinkThatFaultsHitAlone() {
        Environment env = up(Persistence.DURABLE, 2);
        Address one = near("agent-1");
        Address two = near("agent-2");
        assertEquals(one, told(one));
        assertEquals(two, told(two));
        makeTopic(one);
        assertTrue(write(one, LONG, "a"));

        Link link = env.link("agent-1", "kafka");
        link.silence(Direction.BOTH);
        assertEquals(SILENT, link.canary(SHORT).outcome());
        assertEquals(ANSWERED, env.link("agent-2", "kafka").canary(LONG).outcome());
        assertFalse(write(one, Duration.ofSeconds(2), "lost"));
        assertTrue(write(two, LONG, "b"));
        link.heal();
        link.refuse();
        assertEquals(REFUSED, link.canary(SHORT).outcome());
        assertFalse(write(one, Duration.ofSeconds(2), "refused"));
        link.heal();
        assertTrue(write(one, LONG, "c"));

        Node node = env.node("kafka");
        node.kill();
        assertEquals(REFUSED, link.canary(LONG).outcome());
        node.start();
        assertEquals(one, told(one));
        assertEquals(two, told(two));
        assertTrue(read(two, 3).containsAll(List.of("a", "b", "c")));
    }
}
