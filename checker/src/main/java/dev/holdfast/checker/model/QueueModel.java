package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue that gives its elements back in any order.
 *
 * <p>{@code :enqueue 3}; {@code :dequeue nil}, which returns an element, or nil if there is none;
 * {@code :drain nil}, which returns all elements, taken at one instant. A failed dequeue, as a
 * test, saw the queue empty.
 *
 * <p>A dequeue of unknown outcome takes an unknown element, which would make a state a set of
 * multisets. Instead the state counts such removals and leaves the elements in: a dequeue of {@code
 * v} needs {@code v} among them and one more element than removals. That is exact, though a removal
 * may so have taken what was enqueued after it: it has no return, so it may as well have happened
 * later. Once all that is left was removed the state is the empty one, so that nothing comes back.
 *
 * @param start the elements at first
 */
public record QueueModel(Bag start) implements Model<QueueModel.State> {
    private static final int MOST_SHOWN = 10;

    /**
     * What is left in the queue.
     *
     * @param elements those enqueued and not known to be dequeued
     * @param removed how many of them were taken by dequeues of unknown result; fewer than there
     *     are, or none
     */
    public record State(Bag elements, long removed) {
        private static State of(Bag elements, long removed) {
            return elements.size() == removed
                    ? new State(Bag.EMPTY, 0)
                    : new State(elements, removed);
        }
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public String summary() {
        return "what is enqueued is dequeued once, in any order";
    }

    @Override
    public Set<String> functions() {
        return Queues.FUNCTIONS;
    }

    @Override
    public State initial() {
        return new State(start, 0);
    }

    @Override
    public Step<State> step(State state, Operation op) {
        return switch (op.f()) {
            case Queues.ENQUEUE -> Values.isFail(op) ? same(state) : enqueue(state, op);
            case Queues.DEQUEUE -> dequeue(state, op);
            default -> drain(state, op);
        };
    }

    private static Step<State> enqueue(State state, Operation op) {
        Object element = Values.orNil(Values.argument(op));
        return new Step.Next<>(new State(state.elements.plus(element), state.removed));
    }

    private static Step<State> dequeue(State state, Operation op) {
        boolean isEmpty = state.elements.isEmpty();
        if (Queues.sawEmpty(op)) {
            return isEmpty ? same(state) : new Step.Refused<>(describeSize(state));
        }
        if (isEmpty) {
            return new Step.Refused<>("the queue is empty");
        }
        Object taken = Queues.taken(op);
        if (taken == null) {
            return new Step.Next<>(State.of(state.elements, state.removed + 1));
        }
        return state.elements.contains(taken)
                ? new Step.Next<>(State.of(state.elements.minus(taken), state.removed))
                : new Step.Refused<>(Values.show(taken) + " is not in the queue");
    }

    private static Step<State> drain(State state, Operation op) {
        if (Values.isFail(op)) {
            return same(state);
        }
        List<?> drained = Queues.drained(op);
        if (drained != null) {
            if (drained.size() != state.elements.size() - state.removed) {
                return new Step.Refused<>(describeSize(state));
            }
            Bag left = state.elements;
            for (Object item : drained) {
                Object element = Values.orNil(item);
                if (!left.contains(element)) {
                    return new Step.Refused<>(Values.show(element) + " is not in the queue");
                }
                left = left.minus(element);
            }
        }
        return new Step.Next<>(new State(Bag.EMPTY, 0));
    }

    private static Step<State> same(State state) {
        return new Step.Next<>(state);
    }

    private static String describeSize(State state) {
        long left = state.elements.size() - state.removed;
        return switch ((int) Math.min(left, 2)) {
            case 0 -> "the queue is empty";
            case 1 -> "one element is in the queue";
            default -> String.format(Locale.ROOT, "%,d elements are in the queue", left);
        };
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals(Queues.DEQUEUE) && Queues.sawEmpty(op);
    }

    @Override
    public Object effect(Operation op) {
        return Queues.effect(op);
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return Values.key(invoked);
    }

    @Override
    public @Nullable String complaint(Operation op) {
        return Queues.complaint(op);
    }

    @Override
    public String semantics() {
        return Queues.SEMANTICS;
    }

    @Override
    public String describe(State state) {
        if (state.elements.isEmpty()) {
            return "empty";
        }
        String lost =
                state.removed == 0
                        ? ""
                        : String.format(Locale.ROOT, " less %,d unknown", state.removed);
        return String.format(
                Locale.ROOT,
                "%,d queued%s: %s",
                state.elements.size(),
                lost,
                Contents.of(state.elements, MOST_SHOWN));
    }

    @Override
    public String tell(Operation op) {
        return Queues.tell(op);
    }
}
