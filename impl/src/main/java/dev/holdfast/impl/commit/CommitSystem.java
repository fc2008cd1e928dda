package dev.holdfast.impl.commit;

import dev.holdfast.impl.subject.Subject;
import java.util.Set;

/**
 * An atomic commit protocol under test.
 *
 * <p>A class of your own needs a public constructor without arguments. {@link #start} is called
 * once in every agent process, again after each of its restarts; the other methods may be called
 * anywhere, at any time, and always answer the same.
 */
public interface CommitSystem extends Subject {

    /** Who plays in it. */
    default Cast cast() {
        return Cast.ofAgents();
    }

    /**
     * The points that a run without faults passes, and so those at which a process can be made to
     * end.
     */
    Set<Point> points();

    /** Starts one agent's part. Errors thrown here end the agent with a clear line. */
    CommitNode start(CommitSite site);
}
