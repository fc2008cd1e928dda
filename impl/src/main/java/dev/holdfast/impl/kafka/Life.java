package dev.holdfast.impl.kafka;

import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A coordinator's right to decide, from the moment on at which nothing of its earlier lives can
 * come any more until something fails. Of one thread, except {@link #close}.
 */
final class Life implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** The key of a mark; no payment has it as its id. */
    private static final String MARK = "";

    private final CommitSite site;
    private final KafkaClients clients;
    private final Producer<String, String> producer;
    private long mark = -1;

    /** Begins one: see {@link #begin}. */
    Life(CommitSite site, KafkaClients clients) {
        this.site = site;
        this.clients = clients;
        this.producer = clients.producer();
    }

    /**
     * Ends what earlier lives left open, and marks the place before which all that they decided
     * stands.
     *
     * @throws KafkaException if that does not succeed in time; then this life is over
     */
    void begin() throws InterruptedException {
        producer.initTransactions();
        producer.beginTransaction();
        RecordMetadata written =
                await(producer.send(new ProducerRecord<>(clients.own().topic(), MARK, "")));
        producer.commitTransaction();
        mark = written.offset();
    }

    /**
     * Reads on, up to the mark.
     *
     * @param from the offset at which to begin
     * @param past is given every decision
     * @return the offset at which to go on
     * @throws KafkaException if nothing comes for a while
     */
    long read(long from, java.util.function.Consumer<Decision> past) {
        Consumer<String, String> reader = clients.reader(from);
        try {
            long next = from;
            long end = System.nanoTime() + KafkaClients.CALL_LIMIT.toNanos();
            while (next <= mark) {
                for (ConsumerRecord<String, String> one : reader.poll(LOOK)) {
                    if (!one.key().equals(MARK)) {
                        past.accept(Decision.parse(one.value()));
                    }
                    end = System.nanoTime() + KafkaClients.CALL_LIMIT.toNanos();
                }
                next = reader.position(clients.own());
                if (System.nanoTime() > end) {
                    throw new TimeoutException("stuck at " + next + ", the mark is at " + mark);
                }
            }
            return next;
        } finally {
            KafkaClients.close(reader);
        }
    }

    /**
     * Writes these decisions to all whom they concern, in one transaction.
     *
     * @throws KafkaException if nobody knows whether they stand; then this life is over
     */
    void write(Collection<Decision> decisions) throws InterruptedException {
        producer.beginTransaction();
        send(decisions);
        commit(List.copyOf(decisions));
    }

    /**
     * Every decision takes the step, and they take it together: with the point before it in an open
     * transaction that holds all of it.
     */
    private void commit(List<Decision> open) throws InterruptedException {
        if (open.isEmpty()) {
            producer.commitTransaction();
            return;
        }
        Decision first = open.get(0);
        site.journal()
                .<InterruptedException>step(
                        Step.DECISION_FORCED,
                        first.payment().id(),
                        site.name(),
                        () -> {
                            commit(open.subList(1, open.size()));
                            return first.label();
                        });
    }

    private void send(Collection<Decision> decisions) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        int times = site.journal().repeats() ? 2 : 1;
        for (Decision decision : decisions) {
            sent.add(send(clients.own().topic(), decision));
            for (String participant : decision.payment().participants()) {
                for (int i = 0; i < times; i++) {
                    sent.add(send(clients.topic(participant), decision));
                }
            }
        }
        producer.flush();
        for (Future<RecordMetadata> one : sent) {
            RecordMetadata unused = await(one);
        }
    }

    private Future<RecordMetadata> send(String topic, Decision decision) {
        return producer.send(new ProducerRecord<>(topic, decision.payment().id(), decision.text()));
    }

    private static RecordMetadata await(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException("not written: " + e.getCause(), e);
        }
    }

    /** Ends it at once; an open transaction stays open. */
    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } catch (InterruptException e) {
            // It is closed nevertheless; whoever is in a hurry has said so before.
            Thread.currentThread().interrupt();
        }
    }
}
