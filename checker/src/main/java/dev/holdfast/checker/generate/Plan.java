package dev.holdfast.checker.generate;

/**
 * What history to make up.
 *
 * @param operations how many operations, 1 or more
 * @param clients how many at a time, 1 or more
 * @param infoShare the share of operations whose outcome stays unknown, 0 to 0.5
 * @param values how many different values are written, or added at most; 0: each only once
 * @param readShare the share of reads where the object has them, 0 to 1
 * @param partitions how many objects, 1 or more; with several each operation names its own
 * @param kind whether it is linearizable
 * @param shape how the operations lie in time
 */
public record Plan(
        int operations,
        int clients,
        double infoShare,
        int values,
        double readShare,
        int partitions,
        HistoryKind kind,
        Shape shape) {
    private static final int VALUES = 5;
    private static final double READ_SHARE = 1.0 / 3;

    /** A valid, steady history of one object with five values, a third of it reads. */
    public static Plan of(int operations, int clients, double infoShare) {
        return new Plan(
                operations,
                clients,
                infoShare,
                VALUES,
                READ_SHARE,
                1,
                HistoryKind.VALID,
                Shape.STEADY);
    }

    /** Checks the ranges. */
    public Plan {
        if (operations < 1 || clients < 1 || partitions < 1 || values < 0) {
            throw new IllegalArgumentException(
                    ("%d operations, %d clients, %d partitions, %d values; expected 1 or more, 1 or"
                                    + " more, 1 or more, 0 or more")
                            .formatted(operations, clients, partitions, values));
        }
        if (!(infoShare >= 0 && infoShare <= 0.5) || !(readShare >= 0 && readShare <= 1)) {
            throw new IllegalArgumentException(
                    "info share %s, read share %s; expected 0 to 0.5, 0 to 1"
                            .formatted(infoShare, readShare));
        }
    }

    /** The same with another number of values; 0 for values that are written only once. */
    public Plan withValues(int count) {
        return new Plan(operations, clients, infoShare, count, readShare, partitions, kind, shape);
    }

    /** The same with another share of reads. */
    public Plan withReadShare(double share) {
        return new Plan(operations, clients, infoShare, values, share, partitions, kind, shape);
    }

    /** The same with another number of objects. */
    public Plan withPartitions(int count) {
        return new Plan(operations, clients, infoShare, values, readShare, count, kind, shape);
    }

    /** The same, valid or not. */
    public Plan withKind(HistoryKind other) {
        return new Plan(
                operations, clients, infoShare, values, readShare, partitions, other, shape);
    }

    /** The same in another shape. */
    public Plan withShape(Shape other) {
        return new Plan(operations, clients, infoShare, values, readShare, partitions, kind, other);
    }
}
