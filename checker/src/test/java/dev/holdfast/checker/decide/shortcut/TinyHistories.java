package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Tiny random histories of one object: its model is played, now and then it lies.
 *
 * <p>Each call takes effect at a random moment between its invocation and its return; its result is
 * a random one of those that the model allows then.
 */
final class TinyHistories<S> {
    /** What clients ask of an object, and what it may answer. */
    interface Script {
        /** The next call of {@code process}: function and value. */
        Ask ask(SplittableRandom random, int process);

        /** Values that an ok completion may have. */
        List<?> answers(SplittableRandom random, Ask ask);

        /** The chance, at each of a call's two or three steps, that its outcome stays unknown. */
        default double infoChance() {
            return 0.06;
        }
    }

    /** An invocation. */
    record Ask(String f, @Nullable Object value) {}

    private static final class Client {
        int process;
        @Nullable Op invoked;
        @Nullable Op answer;
    }

    private final SplittableRandom random;
    private final Model<S> model;
    private final Script script;
    private final double lies;
    private final List<Op> ops = new ArrayList<>();
    private S state;

    private TinyHistories(SplittableRandom random, Model<S> model, Script script, double lies) {
        this.random = random;
        this.model = model;
        this.script = script;
        this.lies = lies;
        this.state = model.initial();
    }

    static <S> History make(
            SplittableRandom random, Model<S> model, Script script, double lies, int most) {
        return new TinyHistories<>(random, model, script, lies).run(most);
    }

    private History run(int most) {
        Client[] clients = new Client[1 + random.nextInt(5)];
        for (int c = 0; c < clients.length; c++) {
            clients[c] = new Client();
            clients[c].process = c;
        }
        int left = 1 + random.nextInt(most);
        boolean cut = random.nextInt(4) == 0;
        for (int guard = 0; guard < 80; guard++) {
            Client c = clients[random.nextInt(clients.length)];
            if (c.invoked != null) {
                goOn(c);
            } else if (left > 0) {
                left--;
                Ask ask = script.ask(random, c.process);
                c.invoked = record(c.process, OpType.INVOKE, ask.f(), ask.value());
            } else if (cut) {
                break;
            }
        }
        return History.of(ops);
    }

    private Op record(int process, OpType type, String f, @Nullable Object value) {
        String error = type == OpType.FAIL ? random.nextInt(8) == 0 ? "no" : "stale token" : null;
        Op op = new Op(ops.size(), ops.size(), process, type, f, value, error);
        ops.add(op);
        return op;
    }

    private void goOn(Client c) {
        Op in = c.invoked;
        if (random.nextDouble() < script.infoChance()) {
            record(c.process, OpType.INFO, in.f(), in.value());
            c.process += 10;
            c.invoked = null;
            c.answer = null;
        } else if (c.answer != null) {
            record(c.process, c.answer.type(), in.f(), c.answer.value());
            c.invoked = null;
            c.answer = null;
        } else {
            c.answer = answer(in);
        }
    }

    private @Nullable Op answer(Op in) {
        List<?> answers = script.answers(random, new Ask(in.f(), in.value()));
        int start = random.nextInt(answers.size());
        boolean lie = random.nextDouble() < lies;
        for (int i = 0; i < answers.size(); i++) {
            Object value = answers.get((start + i) % answers.size());
            Op ok = new Op(0, 0, in.process(), OpType.OK, in.f(), value, null);
            if (lie) {
                return ok;
            }
            if (model.step(state, new Operation(in, ok)) instanceof Step.Next<S> next) {
                state = next.state();
                return ok;
            }
        }
        return random.nextInt(3) == 0
                ? new Op(0, 0, in.process(), OpType.FAIL, in.f(), in.value(), null)
                : null;
    }
}
