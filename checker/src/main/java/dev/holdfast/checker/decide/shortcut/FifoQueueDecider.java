package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.FifoQueueModel;
import dev.holdfast.checker.subhistory.Subhistory;

/**
 * Decides the first-in first-out queue that nobody drains, if no value is enqueued twice; else it
 * is undecided. If somebody saw it empty, so it is where dequeues of unknown outcome may have
 * emptied it and nothing is wrong for certain. O(n).
 */
final class FifoQueueDecider extends Shortcut<FifoQueueModel> {
    FifoQueueDecider() {
        super("fifo-queue", FifoQueueModel.class);
    }

    @Override
    boolean fits(Subhistory h, FifoQueueModel model) {
        return model.start().isEmpty() && QueueCalls.areSimple(h);
    }

    @Override
    Finding decide(Subhistory h, FifoQueueModel model, Effort effort) {
        QueueCalls calls = new QueueCalls(h, effort);
        FifoRule order = new FifoRule(h, calls, effort);
        Finding found = order.decide();
        if (!calls.hasEmpty() || !(found instanceof Finding.Linearizable)) {
            return found;
        }
        EmptyRule empty = new EmptyRule(h, calls);
        found = empty.run(effort);
        return found instanceof Finding.NotLinearizable || order.mayBeEmptyAfter(empty.moments())
                ? found
                : new Finding.Undecided("too few dequeues of unknown outcome to be certain");
    }
}
