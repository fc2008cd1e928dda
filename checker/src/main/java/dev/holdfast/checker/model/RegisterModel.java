package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One value that is read, written and, if the register has it, compared and set.
 *
 * <p>{@code :write 3}; {@code :read nil}, which returns the value; {@code :cas [1 2]}, which writes
 * 2 if the value is 1 and fails otherwise. Of several registers: {@code {:key "x", :value 3}}, and
 * {@code {:key "x", :from 1, :to 2}} for a cas.
 *
 * <p>Why a nil read needs an option: {@code write 3} returned, then a read returned nil. Knossos
 * calls that valid, for in its histories a nil is a read whose result was not recorded; for a store
 * where nil means absent it is a lost write.
 *
 * @param start the value at first, {@link Nil#NIL} for none
 * @param nilReads what a read says that returned nil
 * @param hasCas whether it knows cas
 */
public record RegisterModel(Object start, NilReads nilReads, boolean hasCas)
        implements Model<Object> {
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String CAS = "cas";

    /** A register that starts with nil, where nil reads match anything. */
    public static RegisterModel standard(boolean hasCas) {
        return new RegisterModel(Nil.NIL, NilReads.ANY, hasCas);
    }

    @Override
    public String name() {
        return hasCas ? "cas-register" : "register";
    }

    @Override
    public String summary() {
        return hasCas
                ? "one value: read, write, and cas, which replaces one value by another"
                : "one value: a read returns what was written last";
    }

    @Override
    public Set<String> functions() {
        return hasCas ? Set.of(READ, WRITE, CAS) : Set.of(READ, WRITE);
    }

    @Override
    public Object initial() {
        return start;
    }

    @Override
    public Step<Object> step(Object state, Operation op) {
        return switch (op.f()) {
            case READ -> read(state, op);
            case WRITE ->
                    new Step.Next<>(Values.isFail(op) ? state : Values.orNil(Values.argument(op)));
            default -> cas(state, op);
        };
    }

    private Step<Object> read(Object state, Operation op) {
        Object seen = seen(op);
        return seen == null || seen.equals(state) ? new Step.Next<>(state) : refused(state);
    }

    /** What a read says the value is; null if it says nothing. */
    private @Nullable Object seen(Operation op) {
        if (!Values.isOk(op)) {
            return null;
        }
        Object result = Values.result(op);
        return result == null && nilReads == NilReads.INITIAL ? start : result;
    }

    private static Step<Object> cas(Object state, Operation op) {
        List<?> change = change(op);
        boolean fits = Values.orNil(change.get(0)).equals(state);
        if (Values.isFail(op)) {
            return fits ? refused(state) : new Step.Next<>(state);
        }
        return fits ? new Step.Next<>(Values.orNil(change.get(1))) : refused(state);
    }

    private static Step<Object> refused(Object state) {
        return new Step.Refused<>("its value is " + Values.show(state));
    }

    private static List<?> change(Operation op) {
        List<?> change = changeOrNull(op);
        if (change == null) {
            throw new IllegalArgumentException(
                    "op #%d: %s".formatted(op.invocation().index(), badCas(op)));
        }
        return change;
    }

    private static @Nullable List<?> changeOrNull(Operation op) {
        Object from = op.invocation().get("from");
        Object to = op.invocation().get("to");
        return from != null && to != null ? List.of(from, to) : Values.pair(Values.argument(op));
    }

    private static String badCas(Operation op) {
        return "has value %s; expected the old and the new value, such as [1 2]"
                .formatted(Values.show(op.argument()));
    }

    @Override
    public boolean isReadOnly(Operation op) {
        if (op.f().equals(CAS)) {
            List<?> change = change(op);
            return Values.orNil(change.get(0)).equals(Values.orNil(change.get(1)));
        }
        return op.f().equals(READ);
    }

    @Override
    public Object effect(Operation op) {
        return switch (op.f()) {
            case READ -> Effect.of(op, null, seen(op));
            case WRITE -> Effect.of(op, Values.argument(op), null);
            default -> Effect.of(op, change(op), null);
        };
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Values.key(invoked);
    }

    @Override
    public boolean isFinite() {
        return true;
    }

    @Override
    public @Nullable String complaint(Operation op) {
        return switch (op.f()) {
            case WRITE ->
                    Values.argument(op) == null
                            ? "has no value; expected the value to write, such as 3"
                            : null;
            case CAS -> changeOrNull(op) == null ? badCas(op) : null;
            default -> null;
        };
    }

    @Override
    public boolean mayComplain(String f) {
        return !f.equals(READ);
    }

    @Override
    public String semantics() {
        return "starts with %s; nil reads %s"
                .formatted(
                        Values.show(start),
                        nilReads == NilReads.ANY ? "match anything" : "mean the value at first");
    }

    @Override
    public String describe(Object state) {
        return Values.show(state);
    }

    @Override
    public String tell(Operation op) {
        return switch (op.f()) {
            case READ ->
                    Telling.say(op, "read ", "read ", "read ")
                            + (Values.isOk(op) ? Values.show(Values.result(op)) : "it");
            case WRITE ->
                    Telling.say(op, "wrote ", "written ", "write ")
                            + Values.show(Values.argument(op));
            default ->
                    Telling.say(op, "changed ", "changed ", "change ")
                            + Values.show(change(op).get(0))
                            + " to "
                            + Values.show(change(op).get(1));
        };
    }
}
