package dev.holdfast.scenario;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link;
import dev.holdfast.env.Node;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentJournal;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.workload.Openings;
import dev.holdfast.workload.PayProcess;
import dev.holdfast.workload.Statements;
import dev.holdfast.workload.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The stage of scripts about commit protocols: payers, agents that can be made to stand at a step,
 * and their journals. Everybody's statement is asked for before the script and after it.
 */
final class PaymentStage extends Stage {
    /** The account of every script; each participant has one. */
    static final String ACCOUNT = Openings.account(0);

    private final Theatre theatre;
    private final Cast cast;
    private final Statements statements;
    private final List<AgentJournal> journals;
    private final List<AgentJournal.Line> lines = new ArrayList<>();
    private final AtomicInteger processes = new AtomicInteger();

    PaymentStage(Theatre theatre) {
        super(theatre);
        this.theatre = theatre;
        this.cast = theatre.plan().cast().orElseThrow();
        this.statements =
                new Statements(theatre.plan(), cast, theatre.agents(), theatre.recorder());
        this.journals =
                environment().agents().stream()
                        .map(AgentNode::journal)
                        .map(AgentJournal::new)
                        .toList();
    }

    @Override
    void open() {
        String missing = statements.open();
        if (!missing.isEmpty()) {
            throw new EnvironmentException(missing);
        }
    }

    @Override
    void observe() throws InterruptedException {
        statements.close();
    }

    /** Money from one participant's account to another's. */
    static Payment transfer(String id, String from, String to, long amount) {
        return new Payment(
                id, List.of(new Leg(from, ACCOUNT, -amount), new Leg(to, ACCOUNT, amount)));
    }

    /** A client of coordinators. */
    Payer payer() {
        return new Payer(
                () ->
                        new PayProcess(
                                processes.getAndIncrement(),
                                theatre.agents(),
                                theatre.recorder(),
                                Waiting.Deadline.of(ANSWER_LIMIT)),
                cast,
                threads());
    }

    Cast cast() {
        return cast;
    }

    /** The links of a node to all members of a service. */
    List<Link> links(String from, String service) {
        List<String> members =
                environment().servers().stream()
                        .filter(server -> server.service().equals(service))
                        .map(server -> server.name())
                        .toList();
        return environment().links().stream()
                .filter(l -> l.from().equals(from))
                .filter(l -> l.to().equals(service) || members.contains(l.to()))
                .toList();
    }

    /** Has the agent's thread that next passes this point stand there; its process lives on. */
    Standing hold(String agent, Point point) {
        return hold(agent, point, "");
    }

    /**
     * The same for a step of one participant.
     *
     * @param who whose vote, decision or accounts it must be about; empty for anybody's
     */
    Standing hold(String agent, Point point, String who) {
        tell(agent, c -> c.hold(point, who));
        atTheEnd(
                () -> {
                    // An agent that is gone has nobody who stands.
                    var unused = theatre.agents().call(agent, AgentConnection::free);
                });
        return new Standing(agent, point);
    }

    /** Has the agent end when it next passes this point. */
    Ending endAt(String agent, Point point) {
        tell(agent, c -> c.arm(Optional.of(point)));
        return new Ending(agent, point);
    }

    /** Tells the agent itself, and not what it hosts, to do something. */
    void tell(String agent, Function<AgentConnection, CompletableFuture<Outcome>> call) {
        Outcome outcome =
                Waiting.await(
                        theatre.agents().call(agent, call), Waiting.Deadline.of(ANSWER_LIMIT));
        if (outcome.type() != Outcome.Type.OK) {
            throw new EnvironmentException(
                    "%s does not do what it is told: %s".formatted(agent, outcome.error()));
        }
    }

    /** Waits until this participant has carried a payment out, or given it up. */
    void untilApplied(String participant, Payment payment, String outcome)
            throws InterruptedException {
        untilApplied(participant, payment, outcome, 1);
    }

    /** The same, so many times. */
    void untilApplied(String participant, Payment payment, String outcome, int times)
            throws InterruptedException {
        untilWritten(
                "%s to apply %s of %s".formatted(participant, outcome, payment.id()),
                line ->
                        isDone(line, Step.APPLIED, participant, payment)
                                && line.detail().equals(outcome),
                times);
    }

    /** Waits until a payment is over at this participant, one way or the other. */
    void untilEnded(String participant, Payment payment) throws InterruptedException {
        untilWritten(
                "%s to end %s".formatted(participant, payment.id()),
                line -> isDone(line, Step.APPLIED, participant, payment),
                1);
    }

    private static boolean isDone(AgentJournal.Line line, Step step, String who, Payment payment) {
        return line.state().equals("done")
                && line.step().equals(step.label())
                && line.who().equals(who)
                && line.payment().equals(payment.id());
    }

    private void untilWritten(String what, Predicate<AgentJournal.Line> isIt, int times)
            throws InterruptedException {
        until(
                what,
                () -> {
                    readOn();
                    return lines.stream().filter(isIt).count() >= times;
                });
    }

    private void readOn() {
        for (AgentJournal journal : journals) {
            try {
                lines.addAll(journal.more());
            } catch (IOException e) {
                throw new EnvironmentException("a journal cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** An agent that is to end at a point. */
    final class Ending {
        private final String agent;
        private final Point point;

        private Ending(String agent, Point point) {
            this.agent = agent;
            this.point = point;
        }

        /** Waits until it has ended there; healed, it is started again. */
        Injected untilEnded() throws InterruptedException {
            Node node = node(agent);
            until(agent + " to end at " + point.label(), () -> !node.isAlive());
            return inject(
                    "crash:" + point.label(),
                    point.label(),
                    () -> agent + " ended at " + point.label(),
                    () -> {
                        node.start();
                        return node.answers() ? agent + " answers again" : "";
                    });
        }
    }

    /** An agent that is to stand at a point. */
    final class Standing {
        private final String agent;
        private final Point point;
        private final long before;

        private Standing(String agent, Point point) {
            this.agent = agent;
            this.point = point;
            readOn();
            this.before = lines.stream().filter(this::isHere).count();
        }

        private boolean isHere(AgentJournal.Line line) {
            return line.state().equals("held")
                    && line.node().equals(agent)
                    && line.step().equals(point.label());
        }

        /** Waits until it stands there. */
        void untilReached() throws InterruptedException {
            untilWritten(agent + " to come to " + point.label(), this::isHere, (int) before + 1);
        }

        /** Lets it go on. */
        void letGo() {
            tell(agent, AgentConnection::free);
        }
    }
}
