package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A queue that gives its elements back in the order in which they came.
 *
 * <p>{@code :enqueue 3}; {@code :dequeue nil}, which returns the first element, or nil if there is
 * none; {@code :drain nil}, which returns all elements in their order, taken at one instant. A
 * failed dequeue, as a test, saw the queue empty.
 *
 * @param start the elements at first
 */
public record FifoQueueModel(Fifo start) implements Model<Fifo> {
    private static final int MOST_SHOWN = 10;

    @Override
    public String name() {
        return "fifo-queue";
    }

    @Override
    public String summary() {
        return "what is enqueued is dequeued once, first in, first out";
    }

    @Override
    public Set<String> functions() {
        return Queues.FUNCTIONS;
    }

    @Override
    public Fifo initial() {
        return start;
    }

    @Override
    public Step<Fifo> step(Fifo queue, Operation op) {
        return switch (op.f()) {
            case Queues.ENQUEUE ->
                    new Step.Next<>(
                            Values.isFail(op)
                                    ? queue
                                    : queue.plus(Values.orNil(Values.argument(op))));
            case Queues.DEQUEUE -> dequeue(queue, op);
            default -> drain(queue, op);
        };
    }

    private static Step<Fifo> dequeue(Fifo queue, Operation op) {
        if (queue.isEmpty()) {
            return Queues.sawEmpty(op)
                    ? new Step.Next<>(queue)
                    : new Step.Refused<>("the queue is empty");
        }
        Object taken = Queues.taken(op);
        boolean fits = !Queues.sawEmpty(op) && (taken == null || taken.equals(queue.first()));
        return fits ? new Step.Next<>(queue.rest()) : refused(queue);
    }

    private static Step<Fifo> drain(Fifo queue, Operation op) {
        if (Values.isFail(op)) {
            return new Step.Next<>(queue);
        }
        List<?> drained = Queues.drained(op);
        boolean fits =
                drained == null
                        || (drained.size() == queue.size() && drained.equals(queue.toList()));
        return fits
                ? new Step.Next<>(Fifo.EMPTY)
                : queue.isEmpty() ? new Step.Refused<>("the queue is empty") : refused(queue);
    }

    private static Step<Fifo> refused(Fifo queue) {
        return new Step.Refused<>("the first in the queue is " + Values.show(queue.first()));
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
    public String describe(Fifo queue) {
        return queue.isEmpty()
                ? "empty"
                : String.format(Locale.ROOT, "%,d queued: ", queue.size())
                        + Contents.of(queue.toList(), MOST_SHOWN);
    }

    @Override
    public String tell(Operation op) {
        return Queues.tell(op);
    }
}
