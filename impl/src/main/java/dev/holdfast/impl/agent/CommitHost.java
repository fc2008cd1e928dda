package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part in a commit protocol as the wire calls it, and its journal. */
final class CommitHost implements Host {
    private final CommitSite site;
    private final CommitNode node;
    private final JournalFile journal;

    private CommitHost(CommitSite site, CommitNode node, JournalFile journal) {
        this.site = site;
        this.node = node;
        this.journal = journal;
    }

    /**
     * Starts the protocol's part, with what an earlier life left in the folder.
     *
     * @param batchesJournal as of {@link JournalFile#open}
     * @throws AgentException if the folder cannot be used, or it is no part
     */
    static CommitHost start(
            CommitSystem system, AgentSpec spec, CommitPart part, boolean batchesJournal) {
        Path folder = Path.of(part.folder());
        JournalFile journal;
        try {
            journal = JournalFile.open(spec.name(), folder, batchesJournal);
        } catch (IOException e) {
            throw new AgentException("cannot write in " + folder + ": " + e.getMessage(), e);
        }
        CommitSite site =
                new CommitSite(
                        spec.name(),
                        part.role(),
                        cast(system, part),
                        spec.endpoints(),
                        part.listen(),
                        part.peers(),
                        folder,
                        part.opening(),
                        part.patience(),
                        journal);
        @Nullable CommitNode node = system.start(site);
        if (node == null) {
            throw new AgentException(spec.subject() + " returned null instead of a node");
        }
        return new CommitHost(site, node, journal);
    }

    /**
     * As many agents keep accounts as begin with some: more or fewer than the protocol asks for.
     */
    private static Cast cast(CommitSystem system, CommitPart part) {
        Cast own = system.cast();
        return own.participantAgents() == 0 || part.opening().isEmpty()
                ? own
                : own.withParticipantAgents(part.opening().size());
    }

    @Override
    public String call(long id, JsonNode request) {
        String call = request.required("call").asText();
        switch (call) {
            case "pay" -> {
                return Wire.reply(id, Classifier.run(() -> pay(request)));
            }
            case "statement" -> {
                Statement[] told = new Statement[1];
                Outcome outcome = Classifier.run(() -> statement(request, told));
                String reply = Wire.reply(id, outcome);
                return told[0] == null ? reply : CommitWire.with(reply, told[0]);
            }
            default -> {
                return Wire.reply(id, Outcome.fail("unknown call " + call));
            }
        }
    }

    private Outcome pay(JsonNode request) throws InterruptedException {
        try {
            @Nullable Answer answer = node.pay(CommitWire.payment(request));
            if (answer == null) {
                return Outcome.info("pay() returned null");
            }
            return answer.isCommitted()
                    ? Outcome.ok()
                    : Outcome.fail("aborted: " + answer.reason());
        } catch (DefiniteFailureException e) {
            return Outcome.fail("refused: " + Optional.ofNullable(e.getMessage()).orElse(""));
        }
    }

    private Outcome statement(JsonNode request, Statement[] told) throws InterruptedException {
        String participant = request.required("participant").asText();
        if (site.role() == Role.PARTICIPANT && !participant.equals(site.name())) {
            throw new DefiniteFailureException(site.name() + " is not " + participant);
        }
        @Nullable Statement statement = node.statement(participant);
        if (statement == null) {
            return Outcome.fail("statement() returned null");
        }
        told[0] = statement;
        return Outcome.ok();
    }

    @Override
    public Outcome control(JsonNode request) {
        return Classifier.run(
                () -> {
                    switch (request.required("call").asText()) {
                        case "arm" -> {
                            String point = request.required("point").asText();
                            journal.arm(point.isEmpty() ? null : Point.parse(point));
                        }
                        case "hold" ->
                                journal.hold(
                                        Point.parse(request.required("point").asText()),
                                        request.required("who").asText());
                        case "free" -> journal.free();
                        case "flush" -> journal.flush();
                        default -> journal.repeat(request.required("on").asBoolean());
                    }
                    return Outcome.ok();
                });
    }

    @Override
    public void close() {
        node.close();
        journal.close();
    }
}
