package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set: elements are added, removed and asked for, and all of it is read.
 *
 * <p>{@code :add 3}, {@code :remove 3}, {@code :contains 3} which returns true or false, {@code
 * :read nil} which returns all elements. Adding what is there and removing what is not there are
 * fine and change nothing; as tests, failed ones say just that.
 *
 * @param start the elements at first, each once
 * @param nilReads what a read says that returned nil
 */
public record SetModel(Bag start, NilReads nilReads) implements Model<Bag> {
    private static final int MOST_SHOWN = 10;
    private static final String READ = "read";
    private static final String ADD = "add";
    private static final String REMOVE = "remove";
    private static final String CONTAINS = "contains";

    @Override
    public String name() {
        return "set";
    }

    @Override
    public String summary() {
        return "add, remove, contains, and reads of the whole set";
    }

    @Override
    public Set<String> functions() {
        return Set.of(ADD, REMOVE, CONTAINS, READ);
    }

    @Override
    public Bag initial() {
        return start;
    }

    @Override
    public Step<Bag> step(Bag state, Operation op) {
        if (op.f().equals(READ)) {
            return read(state, op);
        }
        Object element = Values.orNil(Values.argument(op));
        boolean isThere = state.contains(element);
        return switch (op.f()) {
            case ADD ->
                    Values.isFail(op)
                            ? expect(isThere, state, element, isThere)
                            : new Step.Next<>(isThere ? state : state.plus(element));
            case REMOVE ->
                    Values.isFail(op)
                            ? expect(!isThere, state, element, isThere)
                            : new Step.Next<>(state.minus(element));
            default -> {
                Boolean answer = answer(op);
                yield expect(answer == null || answer == isThere, state, element, isThere);
            }
        };
    }

    private static Step<Bag> expect(boolean fits, Bag state, Object element, boolean isThere) {
        return fits
                ? new Step.Next<>(state)
                : new Step.Refused<>(
                        Values.show(element) + (isThere ? " is in it" : " is not in it"));
    }

    private static @Nullable Boolean answer(Operation op) {
        Object result = Values.isOk(op) ? Values.result(op) : null;
        return result instanceof Boolean b ? b : null;
    }

    private Step<Bag> read(Bag state, Operation op) {
        Object seen = Values.isOk(op) ? Values.result(op) : null;
        if (seen instanceof Collection<?> items) {
            return isSame(state, items) ? new Step.Next<>(state) : differs(state, items);
        }
        return Values.isOk(op) && nilReads == NilReads.INITIAL && !state.equals(start)
                ? new Step.Refused<>("it is not as it was at first")
                : new Step.Next<>(state);
    }

    private static boolean isSame(Bag state, Collection<?> items) {
        if (items.size() < state.size()) {
            return false;
        }
        for (Object item : items) {
            if (!state.contains(Values.orNil(item))) {
                return false;
            }
        }
        return new HashSet<>(items).size() == state.size();
    }

    private static Step<Bag> differs(Bag state, Collection<?> items) {
        for (Object item : items) {
            Object element = Values.orNil(item);
            if (!state.contains(element)) {
                return new Step.Refused<>(Values.show(element) + " is not in it");
            }
        }
        return new Step.Refused<>("it has " + elements(state.size()));
    }

    private static String elements(long n) {
        return n == 1 ? "1 element" : String.format(Locale.ROOT, "%,d elements", n);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals(READ) || op.f().equals(CONTAINS);
    }

    @Override
    public Object effect(Operation op) {
        return switch (op.f()) {
            case READ -> Effect.of(op, null, Values.isOk(op) ? seen(op) : null);
            case CONTAINS -> Effect.of(op, Values.argument(op), answer(op));
            default -> Effect.of(op, Values.argument(op), null);
        };
    }

    private @Nullable Object seen(Operation op) {
        Object result = Values.result(op);
        return result == null && nilReads == NilReads.INITIAL ? Nil.NIL : result;
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Values.key(invoked);
    }

    @Override
    public @Nullable String complaint(Operation op) {
        Object result = Values.isOk(op) ? Values.result(op) : null;
        return switch (op.f()) {
            case READ ->
                    result == null || result instanceof Collection<?>
                            ? null
                            : "returned %s; expected the elements, such as [1 2]"
                                    .formatted(Values.show(result));
            case CONTAINS ->
                    Values.argument(op) == null || (Values.isOk(op) && answer(op) == null)
                            ? "asked for %s and returned %s; expected an element, and true or false"
                                    .formatted(
                                            Values.show(Values.argument(op)), Values.show(result))
                            : null;
            default ->
                    Values.argument(op) == null
                            ? "has no value; expected the element, such as 3"
                            : null;
        };
    }

    @Override
    public String semantics() {
        return "starts with %s; nil reads %s"
                .formatted(
                        describe(start),
                        nilReads == NilReads.ANY ? "match anything" : "mean the set at first");
    }

    @Override
    public String describe(Bag state) {
        return state.isEmpty()
                ? "empty"
                : elements(state.size()) + ": " + Contents.of(state, MOST_SHOWN);
    }

    @Override
    public String tell(Operation op) {
        Object element = Values.argument(op);
        return switch (op.f()) {
            case READ ->
                    Telling.say(op, "read ", "read ", "read ")
                            + (Values.isOk(op) ? Values.show(Values.result(op)) : "it");
            case CONTAINS -> {
                Boolean answer = answer(op);
                yield answer == null
                        ? Telling.say(op, "ask") + " for " + Values.show(element)
                        : (answer ? "found " : "did not find ") + Values.show(element);
            }
            default -> Telling.say(op, op.f()) + " " + Values.show(element);
        };
    }
}
