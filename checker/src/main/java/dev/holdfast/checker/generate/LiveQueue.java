package dev.holdfast.checker.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A queue, first in first out or in any order, kept short by its clients. */
final class LiveQueue extends LiveObject {
    private static final int USUAL_LENGTH = 10;
    private static final int DRAINS = 50;
    private static final Call DEQUEUE = Call.update("dequeue", null);
    private static final Call DRAIN = Call.update("drain", null);

    private final Plan plan;
    private final boolean isFifo;
    private final SplittableRandom chooser = new SplittableRandom(1);
    private final List<Object> elements = new ArrayList<>();
    private long unique;

    LiveQueue(Plan plan, boolean isFifo) {
        this.plan = plan;
        this.isFifo = isFifo;
        this.unique = plan.values();
    }

    @Override
    Call next(int process, SplittableRandom random) {
        if (random.nextInt(DRAINS) == 0) {
            return DRAIN;
        }
        int length = Math.max(elements.size(), USUAL_LENGTH / 2);
        boolean grows = random.nextInt(2 * USUAL_LENGTH) >= length;
        return grows ? Call.update("enqueue", some(random)) : DEQUEUE;
    }

    private Long some(SplittableRandom random) {
        return plan.values() == 0 ? ++unique : 1 + random.nextInt(plan.values());
    }

    @Override
    Answer perform(int process, Call call, long now) {
        if (call.equals(DRAIN)) {
            List<Object> all = List.copyOf(elements);
            elements.clear();
            return Answer.ok(all);
        }
        if (!call.equals(DEQUEUE)) {
            elements.add(argument(call));
            return Answer.ok(call.argument());
        }
        if (elements.isEmpty()) {
            return Answer.fail(null, "empty");
        }
        return Answer.ok(elements.remove(isFifo ? 0 : chooser.nextInt(elements.size())));
    }

    private static Object argument(Call call) {
        Object argument = call.argument();
        return argument == null ? 0L : argument;
    }

    @Override
    int scenes(HistoryKind kind) {
        return kind == HistoryKind.LATE_LOST_UPDATE ? 4 : 5;
    }

    /**
     * The queue is drained, and an element enqueued that nobody else enqueues. Then it is dequeued
     * twice, because it was not removed, or, flipped, because the second dequeue tells the first's
     * result. That an element is never dequeued would not be certain: a dequeue of unknown outcome
     * may have taken it.
     */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        boolean isFlipped = kind == HistoryKind.FLIPPED_RESULT;
        return switch (scene) {
            case 0 -> DRAIN;
            case 1 -> Call.update("enqueue", ++unique);
            case 3 -> isFlipped ? Call.update("enqueue", ++unique) : DEQUEUE;
            default -> DEQUEUE;
        };
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (kind == HistoryKind.LATE_LOST_UPDATE) {
            return scene == 2 ? Answer.ok(unique) : perform(process, call, now);
        }
        Answer answer = perform(process, call, now);
        return scene == 4 ? Answer.ok(unique - 1) : answer;
    }
}
