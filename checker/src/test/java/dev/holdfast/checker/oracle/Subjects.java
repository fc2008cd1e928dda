package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.NilReads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/** Every model of the catalogue, with the usual options and with others, and its tiny clients. */
final class Subjects {
    private static final ModelOptions USUAL = ModelOptions.usual();
    private static final TinyWorld.Naming BARE = (value, object) -> value;
    private static final TinyWorld.Naming PAIR =
            (value, object) -> Arrays.asList((long) object, value);

    /**
     * One of them.
     *
     * @param shortcut the specialised engine that is for most of its histories if fails are
     *     lenient; empty for none
     */
    record Subject(
            String label,
            Model<?> model,
            String shortcut,
            Function<SplittableRandom, Habit> habit,
            TinyWorld.Naming naming) {

        History make(SplittableRandom random, Fails fails) {
            return TinyWorld.make(random, model, fails, habit.apply(random), naming);
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private Subjects() {}

    /** A bare value as {@code {key x, value v}}, a map with the name added. */
    private static TinyWorld.Naming keyed(String name) {
        return (value, object) -> {
            Map<String, Object> named = new TreeMap<>();
            if (value instanceof Map<?, ?> map) {
                map.forEach((k, v) -> named.put(String.valueOf(k), v));
            } else {
                named.put("value", value);
            }
            named.put(name, "o" + object);
            return named;
        };
    }

    private static void add(
            List<Subject> to,
            String name,
            ModelOptions options,
            String shortcut,
            Function<SplittableRandom, Habit> habit,
            TinyWorld.Naming naming) {
        Model<?> model = Models.find(name, options);
        String label =
                name
                        + (options.equals(USUAL) ? "" : " " + options)
                        + (naming == BARE ? "" : naming == PAIR ? ", pairs" : ", named");
        to.add(new Subject(label, model, shortcut, habit, naming));
    }

    static List<Subject> all() {
        List<Subject> all = new ArrayList<>();
        addRegisters(all);
        addLocks(all);
        addPermits(all);
        addCollections(all);
        addStores(all);
        return all;
    }

    private static void addRegisters(List<Subject> to) {
        ModelOptions initial = USUAL.startingWith(1L).withNilReads(NilReads.INITIAL);
        String unique = "unique-register";
        for (double cas : new double[] {0, 0.3, 0.9}) {
            String name = cas == 0 ? "register" : "cas-register";
            Function<SplittableRandom, Habit> habit = r -> ValueHabits.register(r, cas);
            add(to, name, USUAL, unique, habit, BARE);
            add(to, name, initial, unique, habit, BARE);
        }
        Function<SplittableRandom, Habit> some = r -> ValueHabits.register(r, 0.3);
        add(to, "cas-register", USUAL.withNilReads(NilReads.INITIAL), unique, some, keyed("key"));
        add(to, "cas-register", USUAL.withIndependent(true), unique, some, PAIR);
        add(to, "multi-register", USUAL, "", ValueHabits::multiRegister, BARE);
        ModelOptions xy =
                USUAL.startingWith(Map.of("x", 1L, "y", 2L)).withNilReads(NilReads.INITIAL);
        add(to, "multi-register", xy, "", ValueHabits::multiRegister, BARE);
    }

    private static void addLocks(List<Subject> to) {
        ModelOptions twice = USUAL.withLimit(2);
        Function<SplittableRandom, Habit> lock = r -> LockHabits.lock();
        Function<SplittableRandom, Habit> fenced = r -> LockHabits.fenced(false);
        add(to, "mutex", USUAL, "mutex", lock, BARE);
        add(to, "mutex", USUAL, "mutex", lock, keyed("lock"));
        add(to, "owner-mutex", USUAL, "owner-mutex", lock, BARE);
        add(to, "owner-mutex", USUAL.withIndependent(true), "owner-mutex", lock, PAIR);
        add(to, "fenced-mutex", USUAL, "owner-mutex", fenced, BARE);
        add(to, "fenced-mutex", USUAL, "owner-mutex", fenced, keyed("lock"));
        add(to, "reentrant-mutex", USUAL, "owner-mutex", lock, BARE);
        add(to, "reentrant-mutex", twice, "owner-mutex", lock, BARE);
        add(to, "reentrant-fenced-mutex", USUAL, "owner-mutex", fenced, BARE);
        add(to, "reentrant-fenced-mutex", twice, "owner-mutex", fenced, BARE);
        add(to, "rw-lock", USUAL, "rw-lock", r -> LockHabits.rwLock(), BARE);
        add(to, "tokens", USUAL, "tokens", r -> LockHabits.fenced(true), BARE);
        ModelOptions leased = new ModelOptions(null, NilReads.ANY, 0, false, 5L, false);
        add(to, "lease-lock", USUAL, "", r -> LockHabits.leased(), BARE);
        add(to, "lease-lock", leased, "", r -> LockHabits.leased(), BARE);
    }

    private static void addPermits(List<Subject> to) {
        Function<SplittableRandom, Habit> lock = r -> LockHabits.lock();
        Function<SplittableRandom, Habit> weighted = r -> LockHabits.weighted();
        String held = "weighted-semaphore";
        add(to, "semaphore", USUAL, "semaphore", lock, BARE);
        add(to, "semaphore", USUAL.withLimit(2), "semaphore", lock, BARE);
        add(to, held, USUAL, held, weighted, BARE);
        add(to, held, USUAL.withLimit(3), held, weighted, BARE);
    }

    private static void addCollections(List<Subject> to) {
        ModelOptions some = USUAL.startingWith(List.of(1L, 2L));
        ModelOptions five = USUAL.startingWith(5L).withNilReads(NilReads.INITIAL);
        add(to, "counter", USUAL, "unit-counter", ValueHabits::counter, BARE);
        add(to, "counter", five, "unit-counter", ValueHabits::counter, BARE);
        add(to, "set", USUAL, "grow-set", ValueHabits::set, BARE);
        add(to, "set", some.withNilReads(NilReads.INITIAL), "", ValueHabits::set, BARE);
        add(to, "queue", USUAL, "queue", StoreHabits::queue, BARE);
        add(to, "queue", some, "", StoreHabits::queue, BARE);
        add(to, "queue", USUAL, "queue", StoreHabits::queue, keyed("key"));
        add(to, "fifo-queue", USUAL, "fifo-queue", StoreHabits::queue, BARE);
        add(to, "fifo-queue", some, "", StoreHabits::queue, BARE);
    }

    private static void addStores(List<Subject> to) {
        add(to, "decision", USUAL, "decision", r -> StoreHabits.decision(), BARE);
        add(to, "decision", USUAL, "decision", r -> StoreHabits.decision(), keyed("key"));
        ModelOptions bank = USUAL.startingWith(Map.of("0", 3L, "1", 2L));
        add(to, "bank", bank, "", r -> StoreHabits.bank(), BARE);
        add(to, "bank", bank.withOverdraft(true), "", r -> StoreHabits.bank(), BARE);
        add(to, "bank", bank.withIndependent(true), "", r -> StoreHabits.bank(), PAIR);
        String guarded = "guarded-storage";
        add(to, guarded, USUAL, guarded, r -> StoreHabits.guarded(), BARE);
        add(to, guarded, USUAL, guarded, r -> StoreHabits.guarded(), keyed("account"));
        add(to, "account", USUAL, "account", r -> StoreHabits.account(r, "initial"), BARE);
        ModelOptions zero = USUAL.startingWith("v0");
        add(to, "account", zero, "account", r -> StoreHabits.account(r, "v0"), BARE);
    }
}
