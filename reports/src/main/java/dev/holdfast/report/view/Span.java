package dev.holdfast.report.view;

/**
 * A closed piece of the axis.
 *
 * @param from where it begins, 0 or more
 * @param to where it ends, not before {@code from}
 */
record Span(long from, long to) {

    boolean meets(long otherFrom, long otherTo) {
        return otherFrom <= to && otherTo >= from;
    }

    boolean contains(Span other) {
        return from <= other.from && other.to <= to;
    }

    Span union(Span other) {
        return new Span(Math.min(from, other.from), Math.max(to, other.to));
    }

    long length() {
        return to - from;
    }

    /** The span with a margin of a share of its length, at least {@code min}, within the axis. */
    Span widened(double share, long min, long end) {
        long margin = Math.max(min, (long) (length() * share));
        long newFrom = Math.max(0, from - margin);
        long newTo = Math.max(newFrom + 1, Math.min(Math.max(end, to), to + margin));
        return new Span(newFrom, newTo);
    }

    /** How far a piece of the axis is from this one; 0 if they meet. */
    long distance(long otherFrom, long otherTo) {
        return meets(otherFrom, otherTo) ? 0 : Math.max(from - otherTo, otherFrom - to);
    }
}
