package dev.holdfast.impl.catalogue;

import dev.holdfast.impl.broken.commit.BrokenAnswersBeforeDurable;
import dev.holdfast.impl.broken.commit.BrokenAppliesBeforeDecision;
import dev.holdfast.impl.broken.commit.BrokenAppliesTwice;
import dev.holdfast.impl.broken.commit.BrokenChangesItsMind;
import dev.holdfast.impl.broken.commit.BrokenCommitsOnTimeout;
import dev.holdfast.impl.broken.commit.BrokenFirstVoteDecides;
import dev.holdfast.impl.broken.commit.BrokenForgetsNoVote;
import dev.holdfast.impl.broken.commit.BrokenLaggingReplica;
import dev.holdfast.impl.broken.commit.BrokenLostUpdate;
import dev.holdfast.impl.broken.commit.BrokenPresumesCommit;
import dev.holdfast.impl.broken.commit.BrokenSwallowsException;
import dev.holdfast.impl.broken.commit.BrokenTellsBeforeForcing;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.kafka.KafkaCommit;
import dev.holdfast.impl.sql.DualWrite;
import dev.holdfast.impl.sql.Outbox;
import dev.holdfast.impl.sql.Saga;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.wal.WalCommit;
import dev.holdfast.impl.xa.XaAtomikos;
import dev.holdfast.impl.xa.XaNarayana;
import dev.holdfast.impl.xa.XaRaw;
import dev.holdfast.impl.zookeeper.commit.ZooKeeperCommit;
import dev.holdfast.impl.zookeeper.seed.ArticleCommit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every atomic commit protocol that can be tested by its name. A new one is one more line here. */
public final class Commits {
    private static final List<CommitSystem> COMMITS =
            List.of(
                    ArticleCommit.asWritten(),
                    ArticleCommit.repaired(),
                    new ZooKeeperCommit(),
                    new WalCommit(),
                    new KafkaCommit(),
                    new XaRaw(),
                    new XaNarayana(),
                    new XaAtomikos(),
                    Outbox.idempotent(),
                    Outbox.naive(),
                    new Saga(),
                    new DualWrite());

    /**
     * Who is in doubt must find the coordinator back, or it hears the truth from another
     * participant.
     */
    private static final Duration UNTIL_BACK = Duration.ofSeconds(20);

    private static final List<Specimen<CommitSystem>> BROKEN =
            List.of(
                    Specimen.of(
                            new BrokenFirstVoteDecides(),
                            new WalCommit(),
                            Hazard.NONE,
                            Promise.VALIDITY,
                            "a commit is decided before a no arrives"),
                    Specimen.of(
                            new BrokenCommitsOnTimeout(),
                            new WalCommit(),
                            Hazard.KILL_PARTICIPANT,
                            Promise.VALIDITY,
                            "who does not answer has voted yes"),
                    Specimen.of(
                            new BrokenForgetsNoVote(),
                            new WalCommit(),
                            Hazard.NONE,
                            Promise.VALIDITY,
                            "the last vote is written over a no"),
                    Specimen.at(
                                    Point.after(Step.DECISION_SENT),
                                    new BrokenTellsBeforeForcing(),
                                    new WalCommit(),
                                    Promise.AGREEMENT,
                                    "a commit is told and then lost with the memory")
                            .with(UNTIL_BACK),
                    Specimen.of(
                            new BrokenAppliesBeforeDecision(),
                            new WalCommit(),
                            Hazard.NONE,
                            Promise.AGREEMENT,
                            "what was voted for is in the accounts, and is aborted"),
                    Specimen.of(
                            new BrokenAppliesTwice(),
                            new WalCommit(),
                            Hazard.DUPLICATE,
                            Promise.MONEY,
                            "a commit that is told twice moves the money twice"),
                    Specimen.at(
                            Point.after(Step.VOTE_FORCED),
                            new BrokenPresumesCommit(),
                            new WalCommit(),
                            Promise.AGREEMENT,
                            "a promise that nobody heard of is carried out"),
                    Specimen.at(
                            Point.after(Step.DECISION_FORCED),
                            new BrokenChangesItsMind(),
                            new WalCommit(),
                            Promise.AGREEMENT,
                            "a promise is given up while the commit is on its way"),
                    Specimen.at(
                            Point.before(Step.DECISION_FORCED),
                            new BrokenAnswersBeforeDurable(),
                            new WalCommit(),
                            Promise.AGREEMENT,
                            "the payer is told of a commit that is lost with the memory"),
                    Specimen.of(
                            new BrokenLostUpdate(),
                            new WalCommit(),
                            Hazard.NONE,
                            Promise.MONEY,
                            "one debit is written over another"),
                    Specimen.of(
                            new BrokenSwallowsException(),
                            new WalCommit(),
                            Hazard.KILL_COORDINATOR,
                            Promise.VALIDITY,
                            "the payer is told of a commit that nobody was asked for"),
                    Specimen.at(
                            Point.after(Step.DECISION_FORCED),
                            new BrokenLaggingReplica(),
                            new WalCommit(),
                            Promise.AGREEMENT,
                            "what a replica does not have yet is taken for aborted"));

    private Commits() {}

    /** The protocols that are meant to be used, in the order in which they are shown. */
    public static List<CommitSystem> all() {
        return COMMITS;
    }

    /** The protocols that are broken on purpose. */
    public static List<Specimen<CommitSystem>> broken() {
        return BROKEN;
    }

    /** The protocol of this name, broken ones included; empty if there is none. */
    public static Optional<CommitSystem> find(String name) {
        return everything().filter(system -> system.name().equals(name)).findFirst();
    }

    /** All of them, broken ones included. */
    static Stream<CommitSystem> everything() {
        return Stream.concat(COMMITS.stream(), BROKEN.stream().map(Specimen::system));
    }
}
