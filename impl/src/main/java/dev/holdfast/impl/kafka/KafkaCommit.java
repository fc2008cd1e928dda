package dev.holdfast.impl.kafka;

import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Topology;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Commit by transactions of Kafka: a decision and everything that follows from it are written in
 * one, and who keeps accounts reads what was committed and applies it once.
 *
 * <p>Every agent has a topic of one partition. Every payment has a home among the coordinators,
 * which alone decides on it.
 *
 * <pre>
 * coordinator                          Kafka                      participant
 *   prepare      -------------------------------------------&gt;     force the promise, or the refusal
 *                &lt;-------------------------------------------     yes, or no
 *   in one transaction:
 *     decision   ------&gt; own topic
 *     decision   ------&gt; topic of each participant   ------&gt;     force the outcome and its offset,
 *   commit it    ------&gt;                                          change the accounts
 *   answer the payer
 * </pre>
 *
 * <p>Kafka decides nothing, so whoever reads a commit has to be able to carry it out. Therefore
 * participants are asked first, and promise: that keeps the money aside. An abort is a decision
 * like a commit and goes the same way.
 *
 * <p><b>Why this is safe.</b> A payment is decided when the transaction with its decision is
 * committed, which Kafka does for all topics or none. It has one decision at most: only its home
 * decides, only one thread of the home writes, and that writes nothing before it has read all that
 * stands in the home's topic. Whenever it does not know what became of a transaction, and after a
 * restart, it begins a new life: {@code initTransactions} ends what an earlier life left open, one
 * way or the other, and fences it, so that nothing of it comes later; then the home commits a mark
 * of this life and reads up to that. What is told to payers is what stands there. A commit needs a
 * promise of every participant, each on its disk, and a promise ends by a decision read from the
 * topic and by nothing else. A decision and its offset are one record of the participant's log, so
 * it applies each once, wherever it goes on reading. If a decision to abort is read before the
 * question for a vote arrives, the answer to that is no for ever.
 *
 * <p><b>Why it goes on.</b> A coordinator that comes back knows its decisions. Of what it has not
 * decided it knows nothing; who has promised asks the home after a while, and the home aborts what
 * it is not asking about (presumed abort). What a participant missed waits in its topic. A
 * transaction left open hides later ones from readers, so it is given up by the broker after {@link
 * KafkaClients#TRANSACTION_LIMIT}. While the broker or the home cannot be reached, nobody decides,
 * and what was promised stays so.
 *
 * <p><b>What it needs.</b> A broker that keeps what it has acknowledged, and that ends a
 * transaction in all of its partitions. Kafka 4.3.1 and 4.4.0 may not after kill -9 (KAFKA-20734):
 * a broker that is fenced takes its own partitions for deleted, leaves their markers out, and has
 * the transaction ended. Its records stay open, so nothing behind them is read, and the next
 * transaction of that producer decides on them, in each partition for itself.
 */
public final class KafkaCommit implements CommitSystem {
    private final String prefix;

    /** As it is tested. */
    public KafkaCommit() {
        this("holdfast");
    }

    /** With topics and transactional ids that begin so: nothing is shared with other prefixes. */
    KafkaCommit(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String name() {
        return "kafka-tx";
    }

    @Override
    public String summary() {
        return "promises by forced logs, then decision and legs in one transaction of Kafka";
    }

    @Override
    public Topology topology() {
        return Topology.oneKafka();
    }

    @Override
    public Claims claims() {
        return Claims.ofCommit()
                .breaking(Promise.AGREEMENT, Hazard.KILL_VOLATILE)
                .breaking(Promise.VALIDITY, Hazard.KILL_VOLATILE)
                .breaking(Promise.MONEY, Hazard.KILL_VOLATILE)
                .breaking(Promise.TERMINATION, Hazard.KILL_DURABLE, Hazard.KILL_VOLATILE);
    }

    /**
     * Decisions are sent before they are forced, and heard afterwards, so sending one is no step of
     * its own; and the topic keeps what a participant has not read, so nothing is acknowledged.
     */
    @Override
    public Set<Point> points() {
        return EnumSet.of(
                        Step.PREPARE_SENT,
                        Step.VOTE_FORCED,
                        Step.VOTE_SENT,
                        Step.DECISION_FORCED,
                        Step.APPLIED)
                .stream()
                .flatMap(step -> Stream.of(Point.before(step), Point.after(step)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CommitNode start(CommitSite site) {
        KafkaClients clients = new KafkaClients(site, prefix);
        return site.role() == Role.COORDINATOR
                ? KafkaCoordinator.start(site, clients)
                : KafkaParticipant.start(site, clients);
    }
}
