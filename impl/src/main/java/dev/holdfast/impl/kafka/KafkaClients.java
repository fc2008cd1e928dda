package dev.holdfast.impl.kafka;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How one agent talks to Kafka, and which topics there are. */
final class KafkaClients {
    /** After this the broker gives a transaction up that nobody ends. */
    static final Duration TRANSACTION_LIMIT = Duration.ofSeconds(5);

    static final Duration CALL_LIMIT = Duration.ofSeconds(5);

    /** For one answer of the broker: after a silent cut nobody should wait for old connections. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(3);

    private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);

    private final String name;
    private final Cast cast;
    private final String address;
    private final String prefix;

    KafkaClients(CommitSite site, String prefix) {
        this.name = site.name();
        this.cast = site.cast();
        this.address = site.services().of("kafka").toString();
        this.prefix = prefix;
    }

    String topic(String agent) {
        return prefix + "." + agent;
    }

    /** The one partition of this agent's own topic. */
    TopicPartition own() {
        return new TopicPartition(topic(name), 0);
    }

    private Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
        config.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2000L);
        config.put(AdminClientConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 2000L);
        config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        config.put(AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500L);
        config.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        config.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return config;
    }

    /** Writes transactions as this agent and nobody else; not yet begun. */
    Producer<String, String> producer() {
        Map<String, Object> config = config();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic(name));
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_LIMIT.toMillis());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, CALL_LIMIT.toMillis());
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) CALL_LIMIT.toMillis());
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    /** Reads what was committed of this agent's own topic, from {@code offset} on. */
    Consumer<String, String> reader(long offset) {
        Map<String, Object> config = config();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // What cannot be read any more must not be passed over.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) CALL_LIMIT.toMillis());
        Consumer<String, String> reader =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
        reader.assign(List.of(own()));
        reader.seek(own(), offset);
        return reader;
    }

    static void close(Consumer<?, ?> reader) {
        reader.close(AT_ONCE);
    }

    /**
     * Makes the topics that are not there; they keep everything for ever.
     *
     * @throws KafkaException if the broker does not do it
     */
    void makeTopics() throws InterruptedException {
        Map<String, Object> config = config();
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) CALL_LIMIT.toMillis());
        List<NewTopic> topics =
                Stream.of(Role.values())
                        .flatMap(role -> cast.agents(role).stream())
                        .map(agent -> new NewTopic(topic(agent), 1, (short) 1))
                        .map(topic -> topic.configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")))
                        .toList();
        Admin admin = Admin.create(config);
        try {
            for (KafkaFuture<Void> made : admin.createTopics(topics).values().values()) {
                await(made);
            }
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static void await(KafkaFuture<Void> made) throws InterruptedException {
        try {
            made.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot make the topics: " + e.getCause(), e);
            }
        }
    }
}
