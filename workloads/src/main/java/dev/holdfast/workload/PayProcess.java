package dev.holdfast.workload;

import dev.holdfast.checker.history.OpType;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.record.Recorder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One logical process of a history of payments: does one operation at a time, and writes each down.
 *
 * <p>This is the client boundary: here an answer becomes ok, fail or info. After an info the
 * process is {@link #retired} and must not be used again. For one thread at a time.
 */
public final class PayProcess {
    private static final String REFUSED = "refused: ";

    private final int id;
    private final Agents agents;
    private final Recorder recorder;
    private final Waiting.Deadline deadline;
    private boolean retired;

    /**
     * A process.
     *
     * @param deadline how long to wait for any answer
     */
    public PayProcess(int id, Agents agents, Recorder recorder, Waiting.Deadline deadline) {
        this.id = id;
        this.agents = agents;
        this.recorder = recorder;
        this.deadline = deadline;
    }

    /** When a statement is asked for. */
    public enum When {
        /** Before the first payment. */
        OPENING,
        /** While payments are made. */
        DURING,
        /** After all faults are healed, and a quiet period. */
        FINAL;

        /** As in histories. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The process id in the history. */
    public int id() {
        return id;
    }

    /** Whether an operation of this process ended info. */
    public boolean retired() {
        return retired;
    }

    /** Asks a coordinator to carry a payment out. */
    public Outcome pay(String coordinator, Payment payment) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", payment.id());
        value.put("legs", payment.legs().stream().map(PayProcess::list).toList());
        value.put("agent", coordinator);
        return perform(
                "pay", value, coordinator, c -> c.pay(id, payment), () -> value, OpType.INFO);
    }

    private static List<Object> list(Leg leg) {
        return List.of(leg.participant(), leg.account(), leg.amount());
    }

    /**
     * What came of a question for a statement.
     *
     * @param statement empty if there was none
     * @param why why there was none; empty if there was one
     */
    public record Said(Optional<Statement> statement, String why) {
        /** Whether nobody was there to be asked, as far as can be seen from here. */
        public boolean isNobodyThere() {
            return statement.isEmpty() && (why.isEmpty() || why.startsWith("agent "));
        }
    }

    /** Asks an agent what a participant keeps. */
    public Said statement(String agent, String participant, When when) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("participant", participant);
        value.put("when", when.label());
        value.put("agent", agent);
        AtomicReference<@Nullable Statement> told = new AtomicReference<>();
        // One that is not answered changed nothing.
        Outcome outcome =
                perform(
                        "statement",
                        value,
                        agent,
                        c ->
                                c.statement(id, participant)
                                        .thenApply(
                                                answer -> {
                                                    told.set(answer.statement().orElse(null));
                                                    return answer.outcome();
                                                }),
                        () -> with(value, Optional.ofNullable(told.get())),
                        OpType.FAIL);
        return new Said(
                outcome.type() == Outcome.Type.OK
                        ? Optional.ofNullable(told.get())
                        : Optional.empty(),
                outcome.error());
    }

    private static Map<String, Object> with(
            Map<String, Object> value, Optional<Statement> statement) {
        Map<String, Object> full = new LinkedHashMap<>(value);
        statement.ifPresent(
                s -> {
                    full.put("balances", new TreeMap<>(s.balances()));
                    List<Object> entries = new ArrayList<>();
                    for (Statement.Entry entry : s.entries()) {
                        entries.add(List.of(entry.payment(), entry.account(), entry.amount()));
                    }
                    full.put("entries", entries);
                    full.put("in-doubt", List.copyOf(s.inDoubt()));
                });
        return full;
    }

    /** What an operation knows when it has succeeded. */
    private interface Result {
        Map<String, Object> value();
    }

    private Outcome perform(
            String f,
            Map<String, Object> value,
            String agent,
            Function<AgentConnection, CompletableFuture<Outcome>> call,
            Result result,
            OpType unanswered) {
        recorder.record(id, OpType.INVOKE, f, value, null);
        Outcome outcome = Waiting.await(agents.call(agent, call), deadline);
        OpType type =
                switch (outcome.type()) {
                    case OK -> OpType.OK;
                    case FAIL -> OpType.FAIL;
                    case INFO -> unanswered;
                };
        recorder.record(
                id, type, f, type == OpType.OK ? result.value() : value, error(type, outcome));
        retired |= type == OpType.INFO;
        return outcome;
    }

    /**
     * Only what a coordinator says is aborted is so for ever. Whoever else fails, or was not even
     * reached, did nothing about it; the same payment may happen by another send.
     */
    private static @Nullable String error(OpType type, Outcome outcome) {
        String error = outcome.error();
        boolean isTold = error.startsWith("aborted: ") || error.startsWith(REFUSED);
        return type == OpType.FAIL && !isTold ? REFUSED + error : error.isEmpty() ? null : error;
    }
}
