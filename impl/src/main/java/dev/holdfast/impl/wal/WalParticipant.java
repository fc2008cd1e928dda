package dev.holdfast.impl.wal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Home;
import dev.holdfast.impl.commit.Journal;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.commit.branch.Branch;
import dev.holdfast.impl.commit.branch.Vote;
import dev.holdfast.impl.commit.peer.PeerException;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.commit.peer.Peers;
import dev.holdfast.impl.commit.peer.Repeating;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Promises, waits for the home's decision, and asks for it when it waits too long.
 *
 * <p>Its protected methods are the rules of the protocol; they are called by several threads at
 * once, and are there to be broken on purpose.
 */
public class WalParticipant implements CommitNode {
    private final CommitSite site;
    private final Journal journal;
    private final Branch branch;
    private final Peers peers;
    private @Nullable PeerServer server;
    private @Nullable Repeating asking;

    /** In doubt since the last look: whoever still is has waited long enough. */
    private Set<String> waited = new HashSet<>();

    /** With the accounts that the log says; does nothing before {@link #begin}. */
    public WalParticipant(CommitSite site) {
        this(site, Branch.open(site.name(), log(site), site.ownOpening()));
    }

    /** With accounts that are kept in another way. */
    public WalParticipant(CommitSite site, Branch branch) {
        this.site = site;
        this.journal = site.journal();
        this.branch = branch;
        this.peers = new Peers(site);
    }

    /** Where a participant's log is. */
    public static Path log(CommitSite site) {
        return site.folder().resolve("accounts.log");
    }

    /** Starts. */
    public final WalParticipant begin() {
        recover(branch.inDoubt());
        server = Peers.listenInTurn(site, this::answer);
        asking = new Repeating("asking", site.patience(), this::lookAtDoubts);
        return this;
    }

    /** What is in doubt after a crash is asked for at once. */
    protected void recover(List<Payment> inDoubt) {
        inDoubt.forEach(payment -> waited.add(payment.id()));
    }

    /** Nothing here waits for the disk: what has to be on it first goes on when it is. */
    private void answer(JsonNode question, PeerServer.Reply reply) {
        switch (Messages.kind(question)) {
            case "prepare" -> answerPrepare(Messages.payment(question), reply);
            case "decide" ->
                    answerDecide(Messages.id(question), question.path("commit").asBoolean(), reply);
            case "state" -> reply.later(later -> answerState(Messages.id(question), later));
            default -> throw new IllegalArgumentException("no such question: " + question);
        }
    }

    private void answerPrepare(Payment payment, PeerServer.Reply reply) {
        reply.comesOf(
                vote(payment)
                        .thenCompose(
                                vote ->
                                        send(
                                                Step.VOTE_SENT,
                                                payment.id(),
                                                vote.label(),
                                                () -> reply.send(Messages.vote(vote)))));
    }

    private void answerDecide(String payment, boolean isCommit, PeerServer.Reply reply) {
        reply.comesOf(
                apply(payment, isCommit)
                        .thenCompose(
                                unused ->
                                        send(
                                                Step.ACKNOWLEDGED,
                                                payment,
                                                "",
                                                () -> reply.send(Messages.empty()))));
    }

    private CompletableFuture<Void> send(
            Step step, String payment, String detail, Runnable sending) {
        return journal.stepLater(
                step,
                payment,
                site.name(),
                () -> {
                    sending.run();
                    return CompletableFuture.completedFuture(null);
                },
                unused -> detail);
    }

    private void answerState(String payment, PeerServer.Reply reply) {
        reply.send(outcomeHere(payment).map(Messages::answer).orElse(Messages.empty()));
    }

    /** Votes on a payment; becomes the vote when it is on disk. It is never taken back. */
    protected CompletableFuture<Vote> vote(Payment payment) {
        return journal.stepLater(
                Step.VOTE_FORCED,
                payment.id(),
                site.name(),
                () -> branch.voteLater(payment),
                Vote::label);
    }

    /** Carries a payment out as its home has decided, or gives it up; done when it is on disk. */
    protected final CompletableFuture<Void> apply(String payment, boolean isCommit) {
        return journal.stepLater(
                Step.APPLIED,
                payment,
                site.name(),
                () -> branch.decideLater(payment, isCommit),
                unused -> isCommit ? "commit" : "abort");
    }

    /**
     * What another in doubt is told: whoever has not promised yet makes sure that it never will.
     */
    private Optional<Answer> outcomeHere(String payment) {
        if (branch.refuse(payment, "refused to end another's doubt")) {
            return Optional.of(Answer.aborted("refused by " + site.name()));
        }
        return branch.decision(payment)
                .map(isCommit -> isCommit ? Answer.COMMITTED : Answer.aborted(""));
    }

    private void lookAtDoubts() {
        Set<String> doubtful = new HashSet<>();
        for (Payment payment : branch.inDoubt()) {
            doubtful.add(payment.id());
            if (!waited.contains(payment.id())) {
                continue;
            }
            try {
                resolve(payment);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        waited = doubtful;
    }

    /** Asks what became of a payment that has been in doubt for long: its home, then the others. */
    protected void resolve(Payment payment) throws InterruptedException {
        Optional<Answer> outcome = askCoordinator(payment.id());
        for (String other : payment.participants()) {
            if (outcome.isEmpty() && !other.equals(site.name())) {
                outcome = asked(other, "state", payment.id());
            }
        }
        if (outcome.isPresent()) {
            boolean isCommit = outcome.get().isCommitted();
            apply(payment.id(), isCommit).join();
            journal.step(
                    Step.RECOVERED, payment.id(), site.name(), () -> isCommit ? "commit" : "abort");
        }
    }

    /** What the home has decided; empty if it does not say. */
    protected Optional<Answer> askCoordinator(String payment) throws InterruptedException {
        return asked(Home.of(payment, site.cast()), "outcome", payment);
    }

    /** What another agent knows of a payment; empty if it does not say. */
    protected final Optional<Answer> asked(String agent, String question, String payment)
            throws InterruptedException {
        try {
            return Messages.answer(
                    peers.of(agent).ask(Messages.about(question, payment), site.patience()));
        } catch (PeerException e) {
            return Optional.empty();
        }
    }

    @Override
    public Statement statement(String participant) {
        return branch.statement();
    }

    @Override
    public void close() {
        if (asking != null) {
            asking.close();
        }
        if (server != null) {
            server.close();
        }
        peers.close();
        branch.close();
    }
}
