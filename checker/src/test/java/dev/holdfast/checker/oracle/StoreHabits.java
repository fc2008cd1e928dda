package dev.holdfast.checker.oracle;

import dev.holdfast.checker.oracle.Habit.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the clients of queues, decisions, banks and guarded accounts behave. */
final class StoreHabits {
    private StoreHabits() {}

    static Habit queue(SplittableRandom seed) {
        Written written = new Written(seed);
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                int dice = random.nextInt(11);
                return dice < 5
                        ? new Ask("enqueue", written.next(random))
                        : new Ask(dice < 10 ? "dequeue" : "drain", null);
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                if (ask.f().equals("dequeue")) {
                    return written.any(random);
                }
                if (ask.f().equals("enqueue") || random.nextInt(8) == 0) {
                    return null;
                }
                List<Object> drained = new ArrayList<>();
                for (long value : written.values) {
                    if (random.nextBoolean()) {
                        drained.add(value);
                    }
                }
                return drained;
            }
        };
    }

    static Habit decision() {
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                return random.nextInt(5) < 2
                        ? new Ask("read", null)
                        : new Ask("propose", Written.few(random));
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                return random.nextInt(4) == 0 ? null : (Object) Written.few(random);
            }
        };
    }

    /** Two accounts, 3 and 2 at first, and small transfers. */
    static Habit bank() {
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                if (random.nextInt(5) < 2) {
                    return new Ask("read", null);
                }
                long from = random.nextInt(2);
                long to = random.nextInt(8) == 0 ? from : 1 - from;
                long amount = random.nextInt(12) == 0 ? 0 : Written.few(random);
                return new Ask("transfer", Map.of("from", from, "to", to, "amount", amount));
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                if (!ask.f().equals("read")) {
                    return ask.argument();
                }
                if (random.nextInt(12) == 0) {
                    return null;
                }
                long first = random.nextInt(8) - 1;
                long second = random.nextInt(10) == 0 ? random.nextInt(6) : 5 - first;
                Map<String, Object> seen = new TreeMap<>(Map.of("0", first, "1", second));
                if (random.nextInt(3) == 0) {
                    seen.values().removeIf(v -> v.equals(0L));
                }
                return seen;
            }
        };
    }

    static Habit guarded() {
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                return new Ask(
                        random.nextBoolean() ? "read" : "write",
                        random.nextInt(12) == 0
                                ? Map.of()
                                : Map.of("token", (long) random.nextInt(5)));
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                return ask.argument();
            }
        };
    }

    /** Versions of one account or of two, most of which replace another. */
    static Habit account(SplittableRandom seed, String first) {
        Written written = new Written(seed);
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                Map<String, Object> value = new TreeMap<>();
                value.put("account", random.nextInt(6) == 0 ? "y" : "x");
                if (random.nextInt(5) < 2) {
                    return new Ask("read", value);
                }
                if (random.nextInt(4) > 0) {
                    value.put("from", version(random));
                }
                value.put("to", "v" + written.next(random));
                return new Ask("write", value);
            }

            private String version(SplittableRandom random) {
                Long version = random.nextInt(4) == 0 ? null : written.any(random);
                return version == null ? first : "v" + version;
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                return ask.f().equals("write") || random.nextInt(12) == 0
                        ? null
                        : Map.of("version", version(random));
            }
        };
    }
}
