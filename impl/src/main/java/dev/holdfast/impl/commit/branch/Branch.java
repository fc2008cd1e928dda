package dev.holdfast.impl.commit.branch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of one participant, and what it has promised about payments; all of it is in a log,
 * and what is in memory is what the log says.
 *
 * <p>A payment is unknown, then refused or promised; what is promised is later committed or
 * aborted. Refused, committed and aborted are for ever. A promise keeps aside what the payment
 * takes away, so that nothing another payment does can break it; what the payment adds counts from
 * the commit on. Therefore promises do not wait for each other: there are no locks and no
 * deadlocks.
 *
 * <p>Each change is written to the log before it shows in memory, and forced before the method
 * returns. Safe for several threads. Its protected methods are called with its lock held, also
 * while the log is read; they are there for accounts that are kept wrongly on purpose.
 */
public class Branch implements AutoCloseable {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .build();

    private final ForcedLog log;
    private final String name;
    private final Map<String, Long> balances = new TreeMap<>();
    private final Map<String, Long> keptAside = new HashMap<>();
    private final List<Statement.Entry> entries = new ArrayList<>();
    private final Map<String, State> payments = new HashMap<>();
    private long position = -1;

    /** What is known of one payment. */
    private record State(Kind kind, @Nullable Payment payment, String reason) {}

    private enum Kind {
        PROMISED,
        REFUSED,
        COMMITTED,
        ABORTED
    }

    /**
     * One line of the log; exactly one field is not null, beside those that go with it.
     *
     * @param opened the balances in the beginning
     * @param promised a payment, of which this participant's part will be carried out if it happens
     * @param refused a payment's id
     * @param reason why, of what is refused
     * @param committed a promised payment's id
     * @param aborted a promised payment's id
     * @param position where that decision stands in a sequence of decisions, if it is from one
     */
    private record Line(
            @Nullable Map<String, Long> opened,
            @Nullable Payment promised,
            @Nullable String refused,
            @Nullable String reason,
            @Nullable String committed,
            @Nullable String aborted,
            @Nullable Long position) {

        static Line opened(Map<String, Long> balances) {
            return new Line(balances, null, null, null, null, null, null);
        }

        static Line promised(Payment payment) {
            return new Line(null, payment, null, null, null, null, null);
        }

        static Line refused(String id, String reason, @Nullable Long position) {
            return new Line(null, null, id, reason, null, null, position);
        }

        static Line decided(String id, boolean isCommit, @Nullable Long position) {
            String committed = isCommit ? id : null;
            String aborted = isCommit ? null : id;
            return new Line(null, null, null, null, committed, aborted, position);
        }
    }

    /**
     * Opens the accounts of participant {@code name}.
     *
     * @param opening what its accounts hold if the log is new; else the log says it
     * @throws DamagedLogException if the log is not what this class wrote
     */
    public static Branch open(String name, Path file, Map<String, Long> opening) {
        return open(file, opening, log -> new Branch(name, log));
    }

    /**
     * The same with accounts that are kept in another way.
     *
     * @param make makes them, empty, over the log
     * @throws DamagedLogException if the log is not what they wrote
     */
    public static <B extends Branch> B open(
            Path file, Map<String, Long> opening, Function<ForcedLog, B> make) {
        List<String> lines = new ArrayList<>();
        B branch = make.apply(ForcedLog.open(file, lines::add));
        for (int i = 0; i < lines.size(); i++) {
            ((Branch) branch).replay(file, i + 1, lines.get(i));
        }
        if (lines.isEmpty()) {
            ((Branch) branch).begin(opening);
        }
        return branch;
    }

    /** Those of participant {@code name}; for {@link #open}. */
    protected Branch(String name, ForcedLog log) {
        this.name = name;
        this.log = log;
    }

    private synchronized void replay(Path file, int number, String text) {
        try {
            Line line = JSON.readValue(text, Line.class);
            show(line);
        } catch (JsonProcessingException | IllegalStateException e) {
            throw new DamagedLogException(
                    "record %d of the log %s cannot be: %s".formatted(number, file, e.getMessage()),
                    e);
        }
    }

    private void begin(Map<String, Long> opening) {
        log.force(write(Line.opened(opening)));
    }

    private synchronized long write(Line line) {
        String text;
        try {
            text = JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written: " + line, e);
        }
        long position = log.append(text);
        show(line);
        return position;
    }

    /** Makes memory say what the log says. */
    private void show(Line line) {
        if (line.opened() != null) {
            balances.putAll(line.opened());
        } else if (line.promised() != null) {
            promise(line.promised());
        } else if (line.refused() != null) {
            String reason = line.reason() == null ? "" : line.reason();
            payments.put(line.refused(), new State(Kind.REFUSED, null, reason));
        } else if (line.committed() != null) {
            end(line.committed(), Kind.COMMITTED);
        } else if (line.aborted() != null) {
            end(line.aborted(), Kind.ABORTED);
        } else {
            throw new IllegalStateException("an empty record");
        }
        if (line.position() != null) {
            position = line.position();
        }
    }

    /** Takes note of a promise, and keeps aside what the payment takes away. */
    protected void promise(Payment payment) {
        payments.put(payment.id(), new State(Kind.PROMISED, payment, ""));
        for (Leg leg : payment.of(name)) {
            keptAside.merge(leg.account(), Math.max(0, -leg.amount()), Long::sum);
        }
    }

    private void end(String id, Kind kind) {
        State state = payments.get(id);
        if (state == null || state.payment == null || !isOpenTo(state, id, kind)) {
            throw new IllegalStateException(kind + " of " + id + ", which was not promised");
        }
        payments.put(id, new State(kind, state.payment, "aborted"));
        for (Leg leg : state.payment.of(name)) {
            if (state.kind == Kind.PROMISED) {
                keptAside.merge(leg.account(), -Math.max(0, -leg.amount()), Long::sum);
            }
            if (kind == Kind.COMMITTED) {
                balances.put(leg.account(), balanceAfter(id, leg));
                entries.add(new Statement.Entry(id, leg.account(), leg.amount()));
            }
        }
    }

    private boolean isOpenTo(State state, String id, Kind kind) {
        return state.kind == Kind.PROMISED
                || (state.kind == kind && !isDone(id, kind == Kind.COMMITTED));
    }

    /** What an account holds now; zero if there is none. */
    protected final synchronized long balance(String account) {
        return balances.getOrDefault(account, 0L);
    }

    /** What the leg's account holds once the leg is carried out. */
    protected long balanceAfter(String payment, Leg leg) {
        return balance(leg.account()) + leg.amount();
    }

    /** Whether a decision that is told was carried out before, so that nothing is left to do. */
    protected boolean isDone(String payment, boolean isCommit) {
        return decision(payment).equals(Optional.of(isCommit));
    }

    /**
     * Promises to carry out this participant's part of {@code payment}, or refuses for ever. Asked
     * again it answers as before.
     *
     * @return becomes the vote when it is on disk; see {@link ForcedLog#forced}
     */
    public CompletableFuture<Vote> voteLater(Payment payment) {
        long position = 0;
        Vote vote;
        synchronized (this) {
            State state = payments.get(payment.id());
            if (state != null) {
                boolean isYes = state.kind == Kind.PROMISED || state.kind == Kind.COMMITTED;
                vote = isYes ? Vote.YES : Vote.no(state.reason);
            } else {
                Optional<String> why = objection(payment);
                position =
                        write(
                                why.isEmpty()
                                        ? Line.promised(payment)
                                        : Line.refused(payment.id(), why.get(), null));
                vote = why.map(Vote::no).orElse(Vote.YES);
            }
        }
        return forced(position).thenApply(unused -> vote);
    }

    /** As {@link #voteLater}; on disk when it returns. */
    public Vote vote(Payment payment) {
        return log.await(voteLater(payment));
    }

    /** Also who answers as before must not answer before that is on disk. */
    private CompletableFuture<Void> forced(long position) {
        return position > 0 ? log.forced(position) : log.allForced();
    }

    private Optional<String> objection(Payment payment) {
        Optional<String> fault = payment.fault();
        if (fault.isPresent()) {
            return fault;
        }
        List<Leg> mine = payment.of(name);
        if (mine.isEmpty()) {
            return Optional.of(name + " has no part in it");
        }
        return mine.stream().map(this::objection).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> objection(Leg leg) {
        Long balance = balances.get(leg.account());
        if (balance == null) {
            return Optional.of("no account " + leg.account() + " at " + name);
        }
        long free = balance - keptAside.getOrDefault(leg.account(), 0L);
        if (leg.amount() < 0 && free < -leg.amount() && !leg.account().equals(Payment.CASH)) {
            return Optional.of(
                    "%s at %s has %d to give, not %d"
                            .formatted(leg.account(), name, free, -leg.amount()));
        }
        return Optional.empty();
    }

    /**
     * Refuses {@code payment} for ever unless it was promised before; true if it is refused or
     * aborted now. On disk when it returns.
     */
    public boolean refuse(String payment, String reason) {
        long position = 0;
        boolean isRefused;
        synchronized (this) {
            State state = payments.get(payment);
            if (state == null) {
                position = write(Line.refused(payment, reason, null));
            }
            isRefused = state == null || state.kind == Kind.REFUSED || state.kind == Kind.ABORTED;
        }
        log.await(forced(position));
        return isRefused;
    }

    /**
     * Carries a promised payment out, or gives it up; again, does nothing. An aborted payment that
     * is not known here is refused for ever, since the question for a vote may come later.
     *
     * @return done when it is on disk; see {@link ForcedLog#forced}
     * @throws IllegalStateException if that contradicts what was promised or done before
     */
    public CompletableFuture<Void> decideLater(String payment, boolean isCommit) {
        long written;
        synchronized (this) {
            written = decide(payment, isCommit, null);
        }
        return forced(written);
    }

    /** As {@link #decideLater}; on disk when it returns. */
    public void decide(String payment, boolean isCommit) {
        log.await(decideLater(payment, isCommit));
    }

    /**
     * The same for a decision of a sequence in which all of them stand. What it does and where the
     * decision stands are one record of the log, so nothing is done twice or left out, wherever the
     * reading goes on after a crash.
     *
     * @param at where it stands; not above {@link #position}: does nothing
     * @throws IllegalStateException if that contradicts what was promised or done before
     */
    public void follow(long at, String payment, boolean isCommit) {
        long written = 0;
        synchronized (this) {
            if (at > position) {
                written = decide(payment, isCommit, at);
            }
        }
        log.await(forced(written));
    }

    /**
     * Where the last decision stands that {@link #follow} has written down; -1 if none has been.
     */
    public synchronized long position() {
        return position;
    }

    /** Returns the position of the record in the log, 0 if there is nothing to be written. */
    private long decide(String payment, boolean isCommit, @Nullable Long at) {
        State state = payments.get(payment);
        Kind kind = isCommit ? Kind.COMMITTED : Kind.ABORTED;
        if (state == null || state.kind == Kind.REFUSED) {
            if (isCommit) {
                throw new IllegalStateException(
                        "commit of " + payment + ", which " + name + " has not promised");
            }
            return state == null ? write(Line.refused(payment, "aborted unheard", at)) : 0;
        }
        if (state.kind != Kind.PROMISED && state.kind != kind) {
            throw new IllegalStateException(
                    "%s of %s, which is %s at %s".formatted(kind, payment, state.kind, name));
        }
        return isDone(payment, isCommit) ? 0 : write(Line.decided(payment, isCommit, at));
    }

    /** Whether it was carried out; empty if that is not known here. */
    public synchronized Optional<Boolean> decision(String payment) {
        State state = payments.get(payment);
        return state == null || state.kind == Kind.PROMISED
                ? Optional.empty()
                : Optional.of(state.kind == Kind.COMMITTED);
    }

    /** Payments that were promised and are not decided, in no order. */
    public synchronized List<Payment> inDoubt() {
        List<Payment> doubtful = new ArrayList<>();
        for (State state : payments.values()) {
            if (state.kind == Kind.PROMISED && state.payment != null) {
                doubtful.add(state.payment);
            }
        }
        return doubtful;
    }

    /** What is here, all of it on disk. */
    public Statement statement() {
        Statement statement;
        synchronized (this) {
            statement =
                    new Statement(balances, entries, inDoubt().stream().map(Payment::id).toList());
        }
        log.forceAllSoFar();
        return statement;
    }

    @Override
    public void close() {
        log.close();
    }
}
