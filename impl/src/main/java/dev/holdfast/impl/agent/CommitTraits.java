package dev.holdfast.impl.agent;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Point;
import java.util.Set;

/**
 * What the runner needs to know of a commit protocol beside what every subject has.
 *
 * @param cast who plays in it
 * @param points at which its processes can be made to end
 */
public record CommitTraits(Cast cast, Set<Point> points) {

    public CommitTraits {
        points = Set.copyOf(points);
    }
}
