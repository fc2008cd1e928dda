package dev.holdfast.impl.wal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.branch.DamagedLogException;
import dev.holdfast.impl.commit.branch.ForcedLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator's log: what it has decided, and which commits not every participant is known to
 * have heard of. A decision is for ever. Safe for several threads.
 */
final class Decisions implements AutoCloseable {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .build();

    private final ForcedLog log;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, Payment> unheard = new LinkedHashMap<>();

    /**
     * One line; exactly one of the first three is not null.
     *
     * @param committed a payment, with its participants: they have to be told
     * @param aborted a payment's id; whoever asks is told
     * @param heard a committed payment's id, which every participant has acknowledged
     */
    private record Line(
            @Nullable Payment committed,
            @Nullable String aborted,
            @Nullable String heard,
            @Nullable String reason) {}

    /** Opens the log, or makes an empty one. */
    static Decisions open(Path file) {
        List<String> lines = new ArrayList<>();
        Decisions decisions = new Decisions(ForcedLog.open(file, lines::add));
        for (String text : lines) {
            try {
                decisions.show(JSON.readValue(text, Line.class));
            } catch (JsonProcessingException e) {
                throw new DamagedLogException("the log " + file + " has a record " + text, e);
            }
        }
        return decisions;
    }

    private Decisions(ForcedLog log) {
        this.log = log;
    }

    private synchronized void show(Line line) {
        if (line.committed() != null) {
            answers.put(line.committed().id(), Answer.COMMITTED);
            unheard.put(line.committed().id(), line.committed());
        } else if (line.aborted() != null) {
            answers.put(line.aborted(), Answer.aborted(String.valueOf(line.reason())));
        } else if (line.heard() != null) {
            unheard.remove(line.heard());
        }
    }

    private synchronized long write(Line line) {
        try {
            long position = log.append(JSON.writeValueAsString(line));
            show(line);
            return position;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written: " + line, e);
        }
    }

    /**
     * Decides, unless that was done before; on disk when it returns.
     *
     * @return the decision that stands
     */
    Answer decide(Payment payment, Answer answer) {
        return decide(
                payment.id(),
                answer.isCommitted()
                        ? new Line(payment, null, null, null)
                        : new Line(null, payment.id(), null, answer.reason()));
    }

    /** As {@link #decide}, of a payment of which only the id is known. */
    Answer abort(String payment, String reason) {
        return decide(payment, new Line(null, payment, null, reason));
    }

    private Answer decide(String payment, Line line) {
        Answer standing;
        synchronized (this) {
            if (!answers.containsKey(payment)) {
                write(line);
            }
            standing = answers.get(payment);
        }
        log.forceAllSoFar();
        if (standing == null) {
            throw new IllegalStateException(payment + " was decided and is not");
        }
        return standing;
    }

    /** The decision, on disk when it returns; empty if there is none yet. */
    Optional<Answer> of(String payment) {
        Answer answer;
        synchronized (this) {
            answer = answers.get(payment);
        }
        if (answer != null) {
            log.forceAllSoFar();
        }
        return Optional.ofNullable(answer);
    }

    /** Commits that a participant may not have heard of. */
    synchronized List<Payment> unheard() {
        return List.copyOf(unheard.values());
    }

    /** Every participant has acknowledged it. Should this be lost, they are told once more. */
    void heard(String payment) {
        write(new Line(null, null, payment, null));
    }

    @Override
    public void close() {
        log.close();
    }
}
