package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.NodeClock;
import dev.holdfast.env.NodeClock.Reading;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The clock of one node goes wrong, and is set right again: the second is a jump, too, the other
 * way round. A server twice as often as an agent, for the servers' clocks are what leases end by.
 *
 * <p>Real clocks drift a thousand times slower; these have to do in seconds what real ones do to
 * leases of hours.
 */
final class ClockFault implements Fault {
    static final String JUMP = "jump-ms";
    static final String RATE = "rate-ppm";
    static final String SWING = "swing-ms";
    static final String HALF = "half-ms";

    /** How long a node may take to say what time it is. */
    private static final Duration READ_LIMIT = Duration.ofSeconds(1);

    /** Another fault may have stopped the node, which then cannot be asked for a while. */
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(5);

    private static final Duration TOLERANCE = Duration.ofMillis(250);
    private static final long POLL_MILLIS = 50;

    private final Manner manner;
    private final Duration proofLimit;

    /** How a clock is wrong. */
    enum Manner {
        /** By a fixed amount, at once. */
        JUMP("clock-jump", "a server's or an agent's clock jumps by two to sixty leases"),
        /** By more and more. */
        SKEW("clock-skew", "a server's or an agent's clock runs up to five times as fast, or slow"),
        /** By something else at every look. */
        STROBE("clock-strobe", "a server's or an agent's clock jumps to and fro all the time");

        private final String kind;
        private final String summary;

        Manner(String kind, String summary) {
            this.kind = kind;
            this.summary = summary;
        }
    }

    ClockFault(Manner manner) {
        this(manner, PROOF_LIMIT);
    }

    /**
     * @param proofLimit how long to ask for a proof; then there is none
     */
    ClockFault(Manner manner, Duration proofLimit) {
        this.manner = manner;
        this.proofLimit = proofLimit;
    }

    @Override
    public String kind() {
        return manner.kind;
    }

    @Override
    public String summary() {
        return manner.summary;
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return Hazard.CLOCK;
    }

    @Override
    public Lane lane() {
        return Lane.CLOCK;
    }

    /** Who holds a lock can release it whatever the time is. */
    @Override
    public boolean leavesService() {
        return true;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return leaseMillis * 2;
    }

    @Override
    public String unavailable(FaultTargets targets) {
        return targets.clocks().isEmpty()
                ? kind()
                        + " moves the clock of a server, and etcd's cannot be moved: Go asks the"
                        + " kernel for the time itself"
                : "";
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        List<String> nodes = random.nextInt(3) < 2 ? targets.clocks() : targets.agents();
        String target = nodes.get(random.nextInt(nodes.size()));
        long longest = maxLengthMillis(targets.leaseMillis());
        return new PlannedFault(
                "",
                kind(),
                target,
                0,
                Seeds.between(random, longest * 5 / 8, longest),
                parameters(random, targets.leaseMillis()));
    }

    private Map<String, Long> parameters(Random random, long lease) {
        boolean ahead = random.nextBoolean();
        long sign = ahead ? 1 : -1;
        return switch (manner) {
            case JUMP -> Map.of(JUMP, sign * Seeds.between(random, lease * 2, lease * 60));
            case SKEW ->
                    Map.of(
                            RATE,
                            ahead
                                    ? Seeds.between(random, 1_000_000, 4_000_000)
                                    : -Seeds.between(random, 500_000, 900_000));
            case STROBE ->
                    Map.of(
                            SWING,
                            sign * Seeds.between(random, lease * 2, lease * 60),
                            HALF,
                            Seeds.between(random, 50, 500));
        };
    }

    @Override
    public String inject(PlannedFault fault, Environment environment) {
        NodeClock clock = clock(fault, environment);
        return switch (manner) {
            case JUMP -> jump(fault, clock);
            case SKEW -> skew(fault, clock);
            case STROBE -> strobe(fault, clock);
        };
    }

    private static NodeClock clock(PlannedFault fault, Environment environment) {
        return environment
                .node(fault.target())
                .clock()
                .orElseThrow(
                        () ->
                                new EnvironmentException(
                                        "the clock of " + fault.target() + " cannot be moved"));
    }

    private String jump(PlannedFault fault, NodeClock clock) {
        Duration offset = Duration.ofMillis(fault.parameter(JUMP));
        clock.set(offset);
        return eventually(clock, now -> isNear(now, offset) ? says(now) : "");
    }

    private String skew(PlannedFault fault, NodeClock clock) {
        double rate = fault.parameter(RATE) / 1e6;
        clock.skew(fault.parameter(RATE));
        Reading[] first = new Reading[1];
        return eventually(
                clock,
                now -> {
                    if (first[0] == null) {
                        first[0] = now;
                        return "";
                    }
                    double expected = seconds(Duration.between(first[0].at(), now.at())) * rate;
                    double gained = seconds(now.offset()) - seconds(first[0].offset());
                    double error = seconds(first[0].uncertainty()) + seconds(now.uncertainty());
                    boolean isProved =
                            error < Math.abs(expected) / 2
                                    && Math.abs(gained - expected) < Math.abs(expected) / 2;
                    return isProved
                            ? String.format(
                                    Locale.ROOT,
                                    "%s, gained %+.3f s in %.3f s",
                                    says(now),
                                    gained,
                                    seconds(Duration.between(first[0].at(), now.at())))
                            : "";
                });
    }

    private String strobe(PlannedFault fault, NodeClock clock) {
        Duration swing = Duration.ofMillis(fault.parameter(SWING));
        clock.strobe(swing, Duration.ofMillis(fault.parameter(HALF)));
        Reading[] seen = new Reading[2];
        return eventually(
                clock,
                now -> {
                    if (isNear(now, Duration.ZERO)) {
                        seen[0] = now;
                    } else if (isNear(now, swing)) {
                        seen[1] = now;
                    }
                    return seen[0] != null && seen[1] != null
                            ? says(seen[0]) + ", then " + says(seen[1])
                            : "";
                });
    }

    @Override
    public String heal(PlannedFault fault, Environment environment) {
        NodeClock clock = clock(fault, environment);
        clock.reset();
        return eventually(clock, now -> isNear(now, Duration.ZERO) ? says(now) : "");
    }

    /** Asks the node until what it says is a proof; what that says, empty if none came in time. */
    private String eventually(NodeClock clock, Function<Reading, String> proof) {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < proofLimit.toNanos()) {
            try {
                String said = proof.apply(clock.read(READ_LIMIT));
                if (!said.isEmpty()) {
                    return said;
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (EnvironmentException e) {
                // It does not answer at present; asking has taken its time.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "";
            }
        }
        return "";
    }

    private static boolean isNear(Reading now, Duration offset) {
        Duration error = now.offset().minus(offset).abs();
        return error.compareTo(now.uncertainty().plus(TOLERANCE)) <= 0;
    }

    private static String says(Reading now) {
        return String.format(
                Locale.ROOT,
                "its clock says %+.3f s (± %.3f s)",
                seconds(now.offset()),
                seconds(now.uncertainty()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
