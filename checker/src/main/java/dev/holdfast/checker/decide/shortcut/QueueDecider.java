package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.model.QueueModel;
import dev.holdfast.checker.subhistory.Subhistory;

/**
 * Decides the queue without an order that nobody drains. If somebody saw it empty, it is undecided
 * where values are enqueued twice and nothing is wrong for certain. O(n).
 */
final class QueueDecider extends Shortcut<QueueModel> {
    QueueDecider() {
        super("queue", QueueModel.class);
    }

    @Override
    boolean fits(Subhistory h, QueueModel model) {
        return model.start().isEmpty() && QueueCalls.areSimple(h);
    }

    @Override
    Finding decide(Subhistory h, QueueModel model, Effort effort) {
        QueueCalls calls = new QueueCalls(h, effort);
        Finding found = new BagSweep(h, calls.enqueued, calls.dequeued, calls.values).run(effort);
        if (!calls.hasEmpty() || !(found instanceof Finding.Linearizable)) {
            return found;
        }
        EmptyRule empty = new EmptyRule(h, calls);
        found = empty.run(effort);
        return found instanceof Finding.NotLinearizable || empty.isExact()
                ? found
                : new Finding.Undecided("a value is enqueued more than once");
    }
}
