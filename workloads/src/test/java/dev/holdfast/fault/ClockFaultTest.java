package dev.holdfast.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Node;
import dev.holdfast.env.NodeClock;
import dev.holdfast.fault.ClockFault.Manner;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault of clocks believes only what the node itself says. */
class ClockFaultTest {
    private static final Duration LIMIT = Duration.ofMillis(700);
    private static final FaultTargets TARGETS =
            new FaultTargets(
                    List.of("agent-1", "agent-2"),
                    List.of("redis", "etcd"),
                    List.of("redis", "etcd-1"),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("redis"),
                    Optional.empty(),
                    2000);

    /** A clock that does as it is told, or does not, or does not even answer. */
    private static final class FakeClock implements NodeClock {
        private final boolean isDeaf;
        private final boolean isMute;
        private Instant base = Instant.EPOCH;
        private Duration offset = Duration.ZERO;
        private long ratePpm;
        private Duration swing = Duration.ZERO;
        private Duration half = Duration.ZERO;

        FakeClock(boolean isDeaf, boolean isMute) {
            this.isDeaf = isDeaf;
            this.isMute = isMute;
        }

        private void put(Duration newOffset, long rate, Duration newSwing, Duration newHalf) {
            if (!isDeaf) {
                base = Clock.systemUTC().instant();
                offset = newOffset;
                ratePpm = rate;
                swing = newSwing;
                half = newHalf;
            }
        }

        @Override
        public void set(Duration to) {
            put(to, 0, Duration.ZERO, Duration.ZERO);
        }

        @Override
        public void skew(long rate) {
            put(Duration.ZERO, rate, Duration.ZERO, Duration.ZERO);
        }

        @Override
        public void strobe(Duration newSwing, Duration newHalf) {
            put(Duration.ZERO, 0, newSwing, newHalf);
        }

        @Override
        public Reading read(Duration limit) {
            if (isMute) {
                throw new EnvironmentException("no answer");
            }
            Instant now = Clock.systemUTC().instant();
            Duration since = Duration.between(base, now);
            Duration shown = offset.plusNanos((long) (since.toNanos() * (ratePpm / 1e6)));
            if (!half.isZero() && since.dividedBy(half) % 2 == 1) {
                shown = shown.plus(swing);
            }
            return new Reading(now, shown, Duration.ofMillis(1));
        }
    }

    private static Environment environment(Optional<NodeClock> clock) {
        Node node =
                (Node)
                        Proxy.newProxyInstance(
                                Node.class.getClassLoader(),
                                new Class<?>[] {Node.class},
                                (self, method, args) -> clock);
        return (Environment)
                Proxy.newProxyInstance(
                        Environment.class.getClassLoader(),
                        new Class<?>[] {Environment.class},
                        (self, method, args) -> node);
    }

    private static PlannedFault planned(Manner manner) {
        Map<String, Long> parameters =
                switch (manner) {
                    case JUMP -> Map.of(ClockFault.JUMP, -60_000L);
                    case SKEW -> Map.of(ClockFault.RATE, 2_000_000L);
                    case STROBE -> Map.of(ClockFault.SWING, 9_000L, ClockFault.HALF, 50L);
                };
        return new PlannedFault("c-1", new ClockFault(manner).kind(), "x", 0, 0, parameters);
    }

    @ParameterizedTest
    @EnumSource
    void clockThatMovesIsAProof(Manner manner) {
        Environment environment = environment(Optional.of(new FakeClock(false, false)));
        ClockFault fault = new ClockFault(manner, Duration.ofSeconds(10));
        String proof = fault.inject(planned(manner), environment);
        String expected =
                switch (manner) {
                    case JUMP -> "its clock says -60.0";
                    case SKEW -> "gained +";
                    case STROBE -> "then its clock says +9.0";
                };
        assertTrue(proof.contains(expected), proof);
        String healed = fault.heal(planned(manner), environment);
        assertTrue(healed.startsWith("its clock says +0.0"), healed);
    }

    @ParameterizedTest
    @EnumSource
    void clockThatStaysIsNone(Manner manner) {
        Environment environment = environment(Optional.of(new FakeClock(true, false)));
        assertEquals("", new ClockFault(manner, LIMIT).inject(planned(manner), environment));
    }

    @ParameterizedTest
    @EnumSource
    void nodeThatDoesNotAnswerIsNone(Manner manner) {
        Environment environment = environment(Optional.of(new FakeClock(false, true)));
        assertEquals("", new ClockFault(manner, LIMIT).inject(planned(manner), environment));
        assertEquals("", new ClockFault(manner, LIMIT).heal(planned(manner), environment));
    }

    @Test
    void clockThatIsNotSetRightIsNotHealed() {
        FakeClock stuck = new FakeClock(true, false);
        stuck.offset = Duration.ofHours(1);
        ClockFault fault = new ClockFault(Manner.JUMP, LIMIT);
        assertEquals("", fault.heal(planned(Manner.JUMP), environment(Optional.of(stuck))));
    }

    @ParameterizedTest
    @EnumSource
    void nodeWithoutSuchAClockIsSaid(Manner manner) {
        ClockFault fault = new ClockFault(manner, LIMIT);
        Environment environment = environment(Optional.empty());
        EnvironmentException failure =
                assertThrows(
                        EnvironmentException.class,
                        () -> fault.inject(planned(manner), environment));
        assertEquals("the clock of x cannot be moved", failure.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void drawsBothWaysAndBothSidesButNoServerThatCannotBeMoved(Manner manner) {
        Random random = new Random(1);
        Set<String> targets = new HashSet<>();
        Set<Boolean> ahead = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            PlannedFault drawn = new ClockFault(manner).draw(random, TARGETS);
            targets.add(drawn.target());
            drawn.parameters().entrySet().stream()
                    .filter(e -> !e.getKey().equals(ClockFault.HALF))
                    .forEach(e -> ahead.add(e.getValue() > 0));
            assertTrue(drawn.lengthMillis() > 2000 && drawn.lengthMillis() <= 4000, "" + drawn);
        }
        assertEquals(Set.of("redis", "agent-1", "agent-2"), targets);
        assertEquals(Set.of(true, false), ahead);
    }

    @ParameterizedTest
    @EnumSource
    void onlyEtcdIsRefused(Manner manner) {
        FaultTargets etcd =
                new FaultTargets(
                        List.of("agent-1"),
                        List.of("etcd"),
                        List.of("etcd-1"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        2000);
        String why = new ClockFault(manner).unavailable(etcd);
        assertTrue(why.contains("etcd's cannot be moved"), why);
        assertEquals("", new ClockFault(manner).unavailable(TARGETS));
    }
}
