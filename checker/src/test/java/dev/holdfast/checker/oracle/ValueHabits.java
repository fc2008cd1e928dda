package dev.holdfast.checker.oracle;

import dev.holdfast.checker.oracle.Habit.Ask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the clients of registers, counters and sets behave. */
final class ValueHabits {
    private ValueHabits() {}

    /** Reads, writes and, with that share of the writes, cas. */
    static Habit register(SplittableRandom seed, double casShare) {
        Written written = new Written(seed);
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                if (random.nextInt(5) < 2) {
                    return new Ask("read", null);
                }
                Object from = written.any(random);
                long to = written.next(random);
                return random.nextDouble() < casShare
                        ? new Ask("cas", Arrays.asList(from, to))
                        : new Ask("write", to);
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                return ask.f().equals("read") ? written.any(random) : ask.argument();
            }
        };
    }

    /** Transactions, and reads and writes of maps, on two registers. */
    static Habit multiRegister(SplittableRandom seed) {
        Written written = new Written(seed);
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                return switch (random.nextInt(4)) {
                    case 0 -> new Ask("read", random.nextBoolean() ? null : values(random, true));
                    case 1 -> new Ask("write", values(random, false));
                    default -> new Ask("txn", transaction(random));
                };
            }

            private Map<String, Object> values(SplittableRandom random, boolean isRead) {
                Map<String, Object> values = new TreeMap<>();
                for (String name : List.of("x", "y")) {
                    if (random.nextInt(3) > 0) {
                        values.put(
                                name, isRead ? written.any(random) : (Object) written.next(random));
                    }
                }
                return values;
            }

            private List<Object> transaction(SplittableRandom random) {
                List<Object> accesses = new ArrayList<>();
                for (int i = 1 + random.nextInt(2); i > 0; i--) {
                    String register = random.nextBoolean() ? "x" : "y";
                    boolean isRead = random.nextBoolean();
                    Object value = isRead ? null : (Object) written.next(random);
                    accesses.add(Arrays.asList(isRead ? "r" : "w", register, value));
                }
                return accesses;
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                if (ask.f().equals("read")) {
                    return random.nextInt(6) == 0 ? null : values(random, true);
                }
                if (!(ask.argument() instanceof List<?> accesses) || random.nextInt(12) == 0) {
                    return ask.argument();
                }
                List<Object> done = new ArrayList<>();
                for (Object access : accesses) {
                    List<?> parts = (List<?>) access;
                    boolean isRead = "r".equals(parts.get(0));
                    Object value = isRead ? written.any(random) : parts.get(2);
                    done.add(Arrays.asList(parts.get(0), parts.get(1), value));
                }
                return done;
            }
        };
    }

    /** Sums of a few numbers, or of ones only. */
    static Habit counter(SplittableRandom seed) {
        boolean isUnit = seed.nextBoolean();
        long[] sums = {0, 0};
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                if (random.nextInt(5) < 2) {
                    return new Ask("read", null);
                }
                String f = !isUnit && random.nextInt(3) == 0 ? "decrement" : "increment";
                long by = isUnit ? 1 : random.nextInt(3);
                sums[f.equals("decrement") ? 0 : 1] += by;
                return isUnit && random.nextBoolean()
                        ? new Ask(f, null)
                        : new Ask(f.equals("increment") ? "add" : f, by);
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                if (!ask.f().equals("read")) {
                    return ask.argument();
                }
                long span = sums[0] + sums[1] + 2;
                return random.nextInt(12) == 0 ? null : (Object) (random.nextLong(span) - sums[0]);
            }
        };
    }

    /** {@code grows}: nothing is ever removed or asked for. */
    static Habit set(SplittableRandom seed) {
        boolean grows = seed.nextBoolean();
        Written written = new Written(seed);
        return new Habit() {
            @Override
            public Ask next(SplittableRandom random, int process) {
                return switch (random.nextInt(grows ? 4 : 7)) {
                    case 0, 1 -> new Ask("read", null);
                    case 2, 3 -> new Ask("add", written.next(random));
                    case 4 -> new Ask("remove", Written.few(random));
                    default -> new Ask("contains", Written.few(random));
                };
            }

            @Override
            public @Nullable Object result(SplittableRandom random, Ask ask) {
                if (ask.f().equals("contains")) {
                    return random.nextBoolean();
                }
                if (!ask.f().equals("read")) {
                    return ask.argument();
                }
                Set<Long> seen = new HashSet<>();
                for (long value : written.values) {
                    if (random.nextInt(3) > 0) {
                        seen.add(value);
                    }
                }
                return random.nextInt(12) == 0 ? null : new ArrayList<>(seen);
            }
        };
    }
}
