package dev.holdfast.checker.oracle;

import dev.holdfast.checker.oracle.Habit.Ask;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How the clients of locks and semaphores behave. */
final class LockHabits {
    private LockHabits() {}

    /** Acquires and releases, mostly in turns. */
    private static final class Turns {
        private final Map<Integer, Integer> asked = new HashMap<>();

        String next(SplittableRandom random, int process) {
            boolean isAcquire = asked.merge(process, 1, Integer::sum) % 2 == 1;
            return isAcquire != (random.nextInt(6) == 0) ? "acquire" : "release";
        }
    }

    static Habit lock() {
        Turns turns = new Turns();
        return habit((random, process) -> new Ask(turns.next(random, process), null));
    }

    /** Acquires with tokens, which mostly increase; {@code only}: there is nothing but acquires. */
    static Habit fenced(boolean only) {
        Turns turns = new Turns();
        long[] token = {0};
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                String f = only ? "acquire" : turns.next(random, process);
                boolean asks = f.equals("acquire") && random.nextInt(10) == 0;
                return new Ask(f, asks ? Map.of("token", (long) random.nextInt(5)) : null);
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                if (ask.f().equals("release") || random.nextInt(10) == 0) {
                    return null;
                }
                token[0] += random.nextInt(4) - (random.nextInt(4) == 0 ? 2 : 0);
                return Map.of("token", token[0]);
            }
        };
    }

    /** Grants with leases of a few milliseconds, or without. */
    static Habit leased() {
        Turns turns = new Turns();
        return habit(
                (random, process) ->
                        new Ask(
                                turns.next(random, process),
                                random.nextInt(4) == 0
                                        ? null
                                        : Map.of("lease-ms", (long) random.nextInt(30))));
    }

    static Habit rwLock() {
        Turns turns = new Turns();
        Map<Integer, String> modes = new HashMap<>();
        return habit(
                (random, process) -> {
                    String f = turns.next(random, process);
                    if (f.equals("acquire") || random.nextInt(8) == 0) {
                        modes.put(process, random.nextInt(3) == 0 ? "write" : "read");
                    }
                    String mode = modes.getOrDefault(process, "read");
                    if (f.equals("release") && random.nextInt(4) == 0) {
                        return new Ask(f, null);
                    }
                    return random.nextBoolean()
                            ? new Ask(f + "-" + mode, null)
                            : new Ask(f, Map.of("mode", mode));
                });
    }

    static Habit weighted() {
        Turns turns = new Turns();
        return habit(
                (random, process) ->
                        new Ask(
                                turns.next(random, process),
                                random.nextInt(5) == 0 ? null : 1L + random.nextInt(2)));
    }

    interface Asking {
        Ask next(SplittableRandom random, int process);
    }

    /** Clients that get no results. */
    private static Habit habit(Asking asking) {
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                return asking.next(random, process);
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                return ask.argument();
            }
        };
    }
}
