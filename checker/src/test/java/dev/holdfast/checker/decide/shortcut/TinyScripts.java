package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.shortcut.TinyHistories.Ask;
import dev.holdfast.checker.decide.shortcut.TinyHistories.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** How the clients of tiny objects behave. */
final class TinyScripts {
    private static final List<@Nullable Object> NIL = Collections.singletonList(null);

    private TinyScripts() {}

    private static Script of(
            BiFunction<SplittableRandom, Integer, Ask> ask,
            BiFunction<SplittableRandom, Ask, List<?>> answers) {
        return new Script() {
            @Override
            public Ask ask(SplittableRandom random, int process) {
                return ask.apply(random, process);
            }

            @Override
            public List<?> answers(SplittableRandom random, Ask asked) {
                return answers.apply(random, asked);
            }
        };
    }

    private static String lockF(Map<Integer, Integer> asked, SplittableRandom random, int process) {
        // Mostly in turns.
        boolean acquire = asked.merge(process, 1, Integer::sum) % 2 == 1;
        return acquire != (random.nextInt(8) == 0) ? "acquire" : "release";
    }

    static Script lock() {
        Map<Integer, Integer> asked = new HashMap<>();
        return of(
                (random, process) -> new Ask(lockF(asked, random, process), null),
                (random, ask) -> NIL);
    }

    static Script fenced() {
        Map<Integer, Integer> asked = new HashMap<>();
        long[] token = {0};
        return of(
                (random, process) -> new Ask(lockF(asked, random, process), null),
                (random, ask) -> {
                    if (ask.f().equals("release") || random.nextInt(10) == 0) {
                        return NIL;
                    }
                    token[0] += random.nextInt(6) == 0 ? random.nextInt(3) - 1 : 1;
                    return List.of(Map.of("token", token[0]));
                });
    }

    static Script rwLock() {
        Map<Integer, Integer> asked = new HashMap<>();
        Map<Integer, String> modes = new HashMap<>();
        return of(
                (random, process) -> {
                    String f = lockF(asked, random, process);
                    String other = random.nextInt(3) == 0 ? "write" : "read";
                    String mode = modes.getOrDefault(process, other);
                    if (f.equals("acquire") || random.nextInt(10) == 0) {
                        mode = other;
                    }
                    modes.put(process, mode);
                    boolean plain = f.equals("release") && random.nextInt(4) == 0;
                    return plain ? new Ask(f, null) : new Ask(f + "-" + mode, null);
                },
                (random, ask) -> NIL);
    }

    static Script weighted() {
        Map<Integer, Integer> asked = new HashMap<>();
        return of(
                (random, process) -> new Ask(lockF(asked, random, process), 1L + random.nextInt(2)),
                (random, ask) -> NIL);
    }

    static Script counter() {
        long[] most = {0};
        return of(
                (random, process) -> {
                    if (random.nextInt(3) == 0) {
                        return new Ask("read", null);
                    }
                    most[0] += 2;
                    return new Ask("add", 2L);
                },
                (random, ask) -> {
                    if (ask.f().equals("add")) {
                        return NIL;
                    }
                    List<@Nullable Object> sums = new ArrayList<>();
                    for (long sum = random.nextInt(20) == 0 ? -1 : 0; sum <= most[0]; sum += 2) {
                        sums.add(sum);
                    }
                    if (random.nextInt(20) == 0) {
                        sums.add(null);
                    }
                    return sums;
                });
    }

    static Script decision() {
        return of(
                (random, process) ->
                        random.nextInt(3) == 0
                                ? new Ask("read", null)
                                : new Ask("propose", (long) random.nextInt(4)),
                (random, ask) ->
                        random.nextInt(8) == 0 ? NIL : Arrays.asList(0L, 1L, 2L, 3L, null));
    }

    static Script set() {
        Set<Long> all = new HashSet<>();
        return of(
                (random, process) -> {
                    if (random.nextInt(2) == 0) {
                        return new Ask("read", null);
                    }
                    long element = random.nextInt(5) == 0 ? 0 : all.size();
                    all.add(element);
                    return new Ask("add", element);
                },
                (random, ask) -> {
                    if (ask.f().equals("add")) {
                        return NIL;
                    }
                    List<@Nullable Object> subsets = new ArrayList<>();
                    List<Long> elements = new ArrayList<>(all);
                    for (int mask = 0; mask < 1 << elements.size(); mask++) {
                        List<Long> subset = new ArrayList<>();
                        for (int i = 0; i < elements.size(); i++) {
                            if ((mask & 1 << i) != 0) {
                                subset.add(elements.get(i));
                            }
                        }
                        subsets.add(subset);
                    }
                    if (random.nextInt(20) == 0) {
                        subsets.add(List.of(99L));
                    }
                    return subsets;
                });
    }

    static Script bank() {
        return of(
                (random, process) ->
                        random.nextInt(3) == 0
                                ? new Ask("read", null)
                                : new Ask(
                                        "transfer",
                                        Map.of(
                                                "from", (long) random.nextInt(2),
                                                "to", (long) random.nextInt(2),
                                                "amount", 1L + random.nextInt(2))),
                (random, ask) -> {
                    if (ask.f().equals("transfer")) {
                        return NIL;
                    }
                    List<@Nullable Object> balances = new ArrayList<>();
                    for (long first = -1; first <= 4; first++) {
                        balances.add(Map.of("0", first, "1", 3 - first));
                    }
                    if (random.nextInt(20) == 0) {
                        balances.add(random.nextBoolean() ? null : Map.of("0", 3L));
                        balances.add(Map.of("0", 3L, "1", 1L));
                        balances.add(Map.of("0", 3L, "1", 0L, "2", 0L));
                    }
                    return balances;
                });
    }

    static Script guarded() {
        return of(
                (random, process) ->
                        new Ask(
                                random.nextBoolean() ? "read" : "write",
                                random.nextInt(15) == 0
                                        ? Map.of()
                                        : Map.of("token", (long) random.nextInt(4))),
                (random, ask) -> NIL);
    }

    /** Reads, writes and cas of values that are written once, nearly always. */
    static final class Register implements Script {
        private final double cas;
        private final List<@Nullable Object> values = new ArrayList<>(Arrays.asList(null, 0L));
        private long written;

        Register(double cas) {
            this.cas = cas;
        }

        @Override
        public Ask ask(SplittableRandom random, int process) {
            if (random.nextInt(2) == 0) {
                return new Ask("read", null);
            }
            Object from = values.get(random.nextInt(values.size()));
            long to = random.nextInt(60) == 0 ? written : ++written;
            values.add(to);
            if (random.nextDouble() >= cas) {
                return new Ask("write", to);
            }
            return new Ask("cas", Arrays.asList(random.nextInt(3) == 0 ? (Object) to : from, to));
        }

        @Override
        public List<?> answers(SplittableRandom random, Ask ask) {
            return ask.f().equals("read") ? values : NIL;
        }
    }

    /** Reads and writes of versions, most of which replace another. */
    static final class Account implements Script {
        private final List<Object> versions = new ArrayList<>(List.of("initial"));

        @Override
        public Ask ask(SplittableRandom random, int process) {
            if (random.nextInt(2) == 0) {
                return new Ask("read", Map.of("account", "x"));
            }
            Object from = versions.get(random.nextInt(versions.size()));
            Object to = "v" + versions.size();
            versions.add(to);
            return new Ask(
                    "write",
                    random.nextInt(4) == 0
                            ? Map.of("account", "x", "to", to)
                            : Map.of("account", "x", "from", from, "to", to));
        }

        @Override
        public List<?> answers(SplittableRandom random, Ask ask) {
            return ask.f().equals("write")
                    ? NIL
                    : versions.stream().map(v -> Map.of("account", "x", "version", v)).toList();
        }
    }

    /** Enqueues and dequeues; values are enqueued once, nearly always, or often. */
    static final class Queue implements Script {
        private final boolean unique;
        private final boolean empties;
        private final double infoChance;
        private long enqueued;

        Queue(boolean unique, boolean empties, double infoChance) {
            this.unique = unique;
            this.empties = empties;
            this.infoChance = infoChance;
        }

        @Override
        public double infoChance() {
            return infoChance;
        }

        @Override
        public Ask ask(SplittableRandom random, int process) {
            if (random.nextInt(2) == 0) {
                return new Ask("dequeue", null);
            }
            long value = unique ? ++enqueued : 1 + random.nextInt(3);
            enqueued = Math.max(enqueued, value);
            return new Ask("enqueue", value);
        }

        @Override
        public List<?> answers(SplittableRandom random, Ask ask) {
            if (ask.f().equals("enqueue")) {
                return NIL;
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (long v = random.nextInt(20) == 0 ? 0 : 1; v <= enqueued; v++) {
                values.add(v);
            }
            if (empties && random.nextInt(3) > 0) {
                values.add(null);
            }
            if (values.isEmpty()) {
                values.add(1L);
            }
            return values;
        }
    }
}
