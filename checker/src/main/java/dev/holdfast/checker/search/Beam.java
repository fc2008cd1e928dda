package dev.holdfast.checker.search;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * A breadth-first search that counts everything and keeps of each generation only the
 * configurations that paid least for operations of unknown outcome, at {@link Prices}.
 *
 * <p>What it keeps can be reached, so what comes to the end is an order. What it does not keep may
 * have been the only way, so it refutes nothing unless it kept everything. Where nothing of what it
 * kept passes a return, it goes back some way and comes again with more; each time that fails four
 * times as far, with four times as many. For one thread.
 */
final class Beam extends BreadthFirst {
    /** How a search ended. */
    enum Outcome {
        FOUND,
        /** No order exists: nothing passed, and everything was kept. */
        EXHAUSTED,
        /** The budget is used up, or the most that it ever keeps was not enough. */
        LOST
    }

    private static final int WIDEST = 1 << 10;
    private static final int SPACING = 64;
    private static final int FACTOR = 4;

    /** A generation to go back to. */
    private record Mark(int position, List<Configuration> generation, boolean isPartial) {}

    private final Antichain after;
    private final Prices prices;
    private Reached reached = new Reached();
    private final int usualWidth;
    private final int widest;
    private final List<Configuration> now = new ArrayList<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private long[] ranked = new long[64];
    private boolean isPartial;
    private int furthest;
    private int width;
    private int back;

    /** One that keeps {@code usualWidth} configurations where that is enough. */
    Beam(Script script, Tricks tricks, int usualWidth, Effort effort) {
        this(script, tricks, usualWidth, WIDEST, effort);
    }

    /** One that gives up where {@code widest} are not enough. */
    Beam(Script script, Tricks tricks, int usualWidth, int widest, Effort effort) {
        super(script, tricks, Counted.all(), effort);
        this.usualWidth = usualWidth;
        this.widest = widest;
        this.after = new Antichain(tricks.dominance(), Counted.all());
        this.prices = new Prices(window);
    }

    /** The position of the furthest return that nothing passed. Unless found. */
    int blockedAt() {
        return furthest;
    }

    /** Tells {@code other} too how far it gets. */
    void tell(Reached other) {
        reached = other;
    }

    /**
     * Searches from the beginning up to the event at {@code end}, exclusively. Once only.
     *
     * @param budget about how many configurations it may look at
     */
    Outcome run(int end, long budget) {
        long most = effort.explored() + budget;
        for (int state : transitions.starts()) {
            now.add(new Configuration(state, script.words()));
        }
        width = usualWidth;
        back = SPACING;
        mark();
        while (window.position() < end) {
            int event = history.event(window.position());
            if (event >= 0) {
                invoke(event, now);
                continue;
            }
            reached.note(window.position());
            if (pass(script.slotOf(~event))) {
                settle();
            } else {
                furthest = Math.max(furthest, window.position());
                if (!isPartial) {
                    return Outcome.EXHAUSTED;
                }
                if (width >= widest) {
                    return Outcome.LOST;
                }
                widen();
            }
            if (effort.explored() > most) {
                return Outcome.LOST;
            }
        }
        return Outcome.FOUND;
    }

    /** Goes back, to come again with more. */
    private void widen() {
        int from = furthest - back;
        while (marks.size() > 1 && marks.getLast().position() > from) {
            drop(marks.removeLast());
        }
        Mark mark = marks.getLast();
        window.rewind(mark.position());
        now.clear();
        mark.generation().forEach(c -> now.add(c.copy()));
        isPartial = mark.isPartial();
        width *= FACTOR;
        back *= FACTOR;
    }

    /** Leaves a mark now and then, and keeps as much as usual again if the trouble is over. */
    private void settle() {
        int position = window.position();
        if (width > usualWidth && position > furthest + back) {
            width = usualWidth;
            back = SPACING;
        }
        if (position >= marks.getLast().position() + SPACING) {
            mark();
        }
    }

    private void mark() {
        effort.hold((long) Configuration.BYTES * script.words() * now.size());
        List<Configuration> generation = now.stream().map(Configuration::copy).toList();
        marks.addLast(new Mark(window.position(), generation, isPartial));
    }

    private void drop(Mark mark) {
        effort.hold(-(long) Configuration.BYTES * script.words() * mark.generation().size());
    }

    /** What {@code outcome} says about the history, if the search was for all of it. */
    Finding finding(Outcome outcome) {
        return switch (outcome) {
            case FOUND -> new Finding.Linearizable();
            case EXHAUSTED -> new Finding.NotLinearizable(~history.event(furthest), List.of());
            case LOST ->
                    new Finding.Undecided("more than %,d configurations needed".formatted(width));
        };
    }

    /** Gives back the memory of its marks. */
    void release() {
        while (!marks.isEmpty()) {
            drop(marks.removeLast());
        }
    }

    /** Takes what is kept over the return of the call in {@code slot}; false if nothing can. */
    private boolean pass(int slot) {
        after.clear();
        level.clear();
        for (Configuration c : now) {
            c.price = prices.of(c);
            put(c, slot);
        }
        float enough = Float.POSITIVE_INFINITY;
        for (int from = 0; from < level.added(); ) {
            int to = level.added();
            int count = rank(level, from, to, enough);
            for (int i = 0; i < count; i++) {
                Configuration c = level.get((int) ranked[i]);
                if (c != null) {
                    effort.step(window.position());
                    expand(c, slot);
                }
            }
            from = to;
            enough = dearest();
        }
        keep();
        if (now.isEmpty()) {
            return false;
        }
        window.forward();
        return true;
    }

    /** The price up to which another configuration would be among those kept. */
    private float dearest() {
        if (after.size() < width) {
            return Float.POSITIVE_INFINITY;
        }
        boolean wasPartial = isPartial;
        rank(after, 0, after.added(), Float.POSITIVE_INFINITY);
        isPartial = wasPartial;
        return Float.intBitsToFloat((int) (ranked[width - 1] >>> 32));
    }

    private void keep() {
        now.clear();
        int count = rank(after, 0, after.added(), Float.POSITIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            now.add(Objects.requireNonNull(after.get((int) ranked[i])));
        }
    }

    /** Ranks the cheapest of {@code all} in a range, those up to {@code enough}; how many. */
    private int rank(Antichain all, int from, int to, float enough) {
        int count = 0;
        if (to - from > ranked.length) {
            ranked = new long[2 * (to - from)];
        }
        for (int i = from; i < to; i++) {
            Configuration c = all.get(i);
            if (c == null) {
                continue;
            }
            if (c.price > enough) {
                isPartial = true;
            } else {
                ranked[count++] = (long) Float.floatToIntBits(c.price) << 32 | i;
            }
        }
        Arrays.sort(ranked, 0, count);
        isPartial |= count > width;
        return Math.min(count, width);
    }

    @Override
    void arrive(Configuration c) {
        after.add(c);
    }

    @Override
    void charge(Configuration c, int effect) {
        c.price += effect < script.firstFree() ? prices.ofLatest(c, effect) : 0;
    }
}
