package dev.holdfast.fault;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Environment;
import dev.holdfast.fault.FaultTargets.Players;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A process of a commit protocol ends at a step that it takes, just before it or just after:
 * whoever passes that point first. Later it is started again, with what it had on disk.
 */
final class CrashPointFault implements Fault {
    /** The kind that draws a point among all; behind it and a colon stands one point's label. */
    static final String KIND = "crash";

    /** Of the points in the order of their labels, which. */
    private static final String POINT = "point";

    private static final long PASS_LIMIT_MILLIS = 5000;
    private static final long POLL_MILLIS = 5;
    private static final long DOWN_MIN_MILLIS = 200;
    private static final long DOWN_MAX_MILLIS = 1500;
    private static final Duration ARM_LIMIT = Duration.ofSeconds(2);
    private static final Duration DISARM_LIMIT = Duration.ofSeconds(30);

    private final Optional<Point> point;

    /** At this point, or at one that is drawn. */
    CrashPointFault(Optional<Point> point) {
        this.point = point;
    }

    /**
     * Reads the kind of a fault at one point.
     *
     * @return empty if it is another fault's
     * @throws IllegalArgumentException if there is no such point
     */
    static Optional<Fault> parse(String kind) {
        String prefix = KIND + ":";
        return kind.startsWith(prefix)
                ? Optional.of(
                        new CrashPointFault(
                                Optional.of(Point.parse(kind.substring(prefix.length())))))
                : Optional.empty();
    }

    @Override
    public String kind() {
        return point.map(p -> KIND + ":" + p.label()).orElse(KIND);
    }

    @Override
    public String summary() {
        return point.map(p -> "whoever passes " + p.label() + " ends there, and is started again")
                .orElse(
                        "an agent of a commit protocol ends before or after a step that it takes;"
                                + " crash:STEP and crash:before-STEP say which");
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return Hazard.CRASH_POINT;
    }

    @Override
    public Lane lane() {
        return Lane.NODE;
    }

    /** Whoever is needed for every payment may be the one that is gone. */
    @Override
    public boolean leavesService() {
        return false;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return DOWN_MAX_MILLIS;
    }

    @Override
    public String unavailable(FaultTargets targets) {
        List<String> points = targets.players().map(Players::points).orElse(List.of());
        if (points.isEmpty()) {
            return kind() + " needs a commit protocol that says what its steps are";
        }
        return point.isEmpty() || points.contains(point.get().label())
                ? ""
                : kind() + " names a point that this protocol does not pass; it passes " + points;
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        List<String> points = targets.players().orElseThrow().points();
        int drawn = random.nextInt(points.size());
        int which = point.map(p -> points.indexOf(p.label())).orElse(drawn);
        return new PlannedFault(
                "",
                kind(),
                points.get(which),
                0,
                Seeds.between(random, DOWN_MIN_MILLIS, DOWN_MAX_MILLIS),
                Map.of(POINT, (long) which));
    }

    @Override
    public String inject(PlannedFault fault, Environment environment) {
        Point where = Point.parse(fault.target());
        List<AgentNode> armed = new ArrayList<>();
        for (AgentNode agent : environment.agents()) {
            if (AgentControl.tell(agent, ARM_LIMIT, c -> c.arm(Optional.of(where)))) {
                armed.add(agent);
            }
        }
        Optional<AgentNode> ended = first(armed);
        // One may miss it, or end meanwhile; healing sees to that.
        for (AgentNode agent : armed) {
            if (agent.isAlive()) {
                var unused = AgentControl.tell(agent, ARM_LIMIT, c -> c.arm(Optional.empty()));
            }
        }
        return ended.map(agent -> agent.name() + " ended at " + where.label()).orElse("");
    }

    private static Optional<AgentNode> first(List<AgentNode> armed) {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(PASS_LIMIT_MILLIS)) {
            for (AgentNode agent : armed) {
                if (!agent.isAlive()) {
                    return Optional.of(agent);
                }
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Starts whoever has ended. Several may have passed the point before the others could be told
     * to go on, and one that has not heard that may end yet: so nobody is left who is neither new
     * nor known to have heard it.
     */
    @Override
    public String heal(PlannedFault fault, Environment environment) {
        List<String> back = new ArrayList<>();
        boolean isOver = true;
        for (AgentNode agent : environment.agents()) {
            if (isPastIt(agent)) {
                continue;
            }
            if (!agent.isAlive()) {
                agent.start();
                if (agent.answers()) {
                    back.add(agent.name() + " answers as process " + agent.incarnation());
                    continue;
                }
            }
            // The others are started all the same.
            isOver = false;
        }
        if (!isOver) {
            return "";
        }
        return back.isEmpty() ? "nobody had ended" : String.join(", ", back);
    }

    /** Waits until the agent has ended (then false) or has heard that it must not (then true). */
    private static boolean isPastIt(AgentNode agent) {
        long startNs = System.nanoTime();
        while (agent.isAlive()
                && !Thread.currentThread().isInterrupted()
                && System.nanoTime() - startNs < DISARM_LIMIT.toNanos()) {
            if (AgentControl.tell(agent, ARM_LIMIT, c -> c.arm(Optional.empty()))) {
                return true;
            }
        }
        return false;
    }
}
