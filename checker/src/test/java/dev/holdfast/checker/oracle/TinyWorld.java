package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes one tiny random history: up to five clients, one to eight operations, with failed ones,
 * ones of unknown outcome and ones that never return.
 *
 * <p>Some histories are honest: each operation happens to the model at some moment while it is
 * open, and its answer is one that the model allows then. In others single answers are made up, and
 * in some all of them.
 *
 * @param <S> the model's state
 */
final class TinyWorld<S> {
    private static final int MOST_OPERATIONS = 8;
    private static final int MOST_CLIENTS = 5;
    private static final int MOST_EVENTS = 80;
    private static final int TRIES = 12;
    private static final double UNKNOWN = 0.07;
    private static final double FAILS = 0.12;
    private static final long LONGEST_STEP_NANOS = 3_000_000;

    /** How operations name the object that they are about. */
    interface Naming {
        @Nullable Object named(@Nullable Object value, int object);
    }

    private static final class Client {
        int process;
        int object;
        @Nullable Op invoked;
        Habit.@Nullable Ask ask;
        @Nullable Op answer;
    }

    private final SplittableRandom random;
    private final Model<S> model;
    private final Fails fails;
    private final Habit habit;
    private final Naming naming;
    private final double lies;
    private final List<Op> ops = new ArrayList<>();
    private final Map<Object, S> states = new HashMap<>();
    private long time;

    private TinyWorld(
            SplittableRandom random, Model<S> model, Fails fails, Habit habit, Naming naming) {
        this.random = random;
        this.model = model;
        this.fails = fails;
        this.habit = habit;
        this.naming = naming;
        this.lies =
                switch (random.nextInt(8)) {
                    case 0, 1 -> 1;
                    case 2 -> 0.5;
                    case 3, 4 -> 0.2;
                    default -> 0;
                };
    }

    static <S> History make(
            SplittableRandom random, Model<S> model, Fails fails, Habit habit, Naming naming) {
        return new TinyWorld<>(random, model, fails, habit, naming).run();
    }

    private History run() {
        Client[] clients = new Client[1 + random.nextInt(MOST_CLIENTS)];
        for (int c = 0; c < clients.length; c++) {
            clients[c] = new Client();
            clients[c].process = c;
        }
        int left = 1 + random.nextInt(MOST_OPERATIONS);
        boolean isCut = random.nextInt(4) == 0;
        for (int i = 0; i < MOST_EVENTS; i++) {
            time += random.nextLong(LONGEST_STEP_NANOS);
            Client c = clients[random.nextInt(clients.length)];
            if (c.invoked != null) {
                goOn(c, c.invoked, Objects.requireNonNull(c.ask));
            } else if (left > 0) {
                left--;
                c.ask = habit.next(random, c.process);
                c.object = random.nextInt(2);
                c.invoked = record(c, OpType.INVOKE, c.ask.f(), named(c, c.ask.argument()), null);
            } else if (isCut) {
                break;
            }
        }
        return History.of(ops);
    }

    private @Nullable Object named(Client c, @Nullable Object value) {
        return naming.named(value, c.object);
    }

    private Op record(
            Client c, OpType type, String f, @Nullable Object value, @Nullable String error) {
        Op op = new Op(ops.size(), time, c.process, type, f, value, error);
        ops.add(op);
        return op;
    }

    private void goOn(Client c, Op invoked, Habit.Ask ask) {
        Op answer = c.answer;
        if (random.nextDouble() < UNKNOWN) {
            record(c, OpType.INFO, ask.f(), invoked.value(), "timeout");
            c.process += 10;
            c.invoked = null;
            c.answer = null;
        } else if (answer != null) {
            record(c, answer.type(), ask.f(), answer.value(), answer.error());
            c.invoked = null;
            c.answer = null;
        } else {
            c.answer = answer(c, invoked, ask);
        }
    }

    /** What the model answers at this moment, or a lie; null to wait for another moment. */
    private @Nullable Op answer(Client c, Op invoked, Habit.Ask ask) {
        boolean isLie = random.nextDouble() < lies;
        for (int i = 0; i < TRIES; i++) {
            Op answer = candidate(c, ask);
            if (isLie) {
                return answer;
            }
            if (answer.type() == OpType.FAIL && fails == Fails.LENIENT) {
                return random.nextInt(3) == 0 ? answer : null;
            }
            Object part = model.part(new Operation(invoked, null));
            Object object = part == null ? "only" : part;
            S state = states.getOrDefault(object, model.initial());
            if (model.step(state, new Operation(invoked, answer)) instanceof Step.Next<S> next) {
                states.put(object, next.state());
                return answer;
            }
        }
        return null;
    }

    private Op candidate(Client c, Habit.Ask ask) {
        if (random.nextDouble() < FAILS) {
            String error = random.nextInt(3) == 0 ? "no" : "stale token";
            Object argument = named(c, ask.argument());
            return new Op(0, time, c.process, OpType.FAIL, ask.f(), argument, error);
        }
        Object result = named(c, habit.result(random, ask));
        return new Op(0, time, c.process, OpType.OK, ask.f(), result, null);
    }
}
