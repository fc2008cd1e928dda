package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.subhistory.Effects;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.subhistory.SubhistoryBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * A subhistory of which less is claimed: each call has a {@link Role}, and the object may start in
 * several states.
 *
 * <p>Changed step by step by the {@link Minimizer}, which takes back what goes too far. For one
 * thread.
 */
final class Weakening {
    private final Subhistory base;
    private final Role[] roles;
    private List<?> starts;

    /** The calls that are not gone or free, in the order of their invocations. */
    private int[] active = {};

    private boolean isCertain;
    private final BitSet earlier;
    private int end = Subhistory.FOREVER;

    /** A built weakening: its calls, and which calls of the base they are. */
    record Built(Subhistory subhistory, List<Integer> calls) {}

    /** All of {@code base}: nothing weakened yet. */
    Weakening(Subhistory base) {
        this.base = base;
        this.roles = new Role[base.calls()];
        this.starts = base.starts();
        this.earlier = new BitSet();
        for (int c = 0; c < roles.length; c++) {
            roles[c] = base.isOptional(c) ? Role.MAY : Role.MUST;
        }
        findActive();
    }

    private Weakening(Weakening other) {
        this.base = other.base;
        this.roles = other.roles.clone();
        this.starts = other.starts;
        this.active = other.active;
        this.isCertain = other.isCertain;
        this.earlier = (BitSet) other.earlier.clone();
        this.end = other.end;
    }

    Weakening copy() {
        return new Weakening(this);
    }

    Subhistory base() {
        return base;
    }

    Role role(int call) {
        return roles[call];
    }

    List<?> starts() {
        return starts;
    }

    /**
     * The calls of {@code role} in the order of their invocations. O(active calls) for MUST, MAY,
     * LOOSE.
     */
    int[] calls(Role role) {
        return Arrays.stream(active).filter(c -> roles[c] == role).toArray();
    }

    /** How many calls have {@code role}. */
    int count(Role role) {
        int count = 0;
        for (Role r : roles) {
            count += r == role ? 1 : 0;
        }
        return count;
    }

    /** How many calls were over when the object could be in any of the states to start in. */
    int earlier() {
        return earlier.cardinality();
    }

    /** How many calls were invoked before the end and were not over at the start. */
    int inWindow() {
        int count = 0;
        for (int c = 0; c < roles.length; c++) {
            count += base.invokedAt(c) <= end && !earlier.get(c) ? 1 : 0;
        }
        return count;
    }

    /** How much is claimed: less after a step that changes anything. O(calls). */
    int weight() {
        int weight = 0;
        for (Role role : roles) {
            weight += Role.GONE.compareTo(role);
        }
        return weight;
    }

    boolean isReadOnly(int call) {
        Effects effects = base.effects();
        return base.isTest(call) || effects.isReadOnly(effects.of(call));
    }

    /** Gives {@code calls} a weaker role; what cannot change anything is then left out at once. */
    Weakening weaken(int[] calls, Role to) {
        for (int c : calls) {
            set(c, to);
        }
        findActive();
        return this;
    }

    private void set(int call, Role to) {
        Role weaker = isReadOnly(call) && to != Role.MUST ? Role.GONE : to;
        if (roles[call].compareTo(weaker) < 0) {
            roles[call] = weaker;
        }
    }

    /** Gives all calls but {@code kept} the role {@code to} if that is weaker than theirs. */
    Weakening weakenOthers(List<Integer> kept, Role to) {
        boolean[] isKept = new boolean[roles.length];
        kept.forEach(c -> isKept[c] = true);
        return weaken(Arrays.stream(active).filter(c -> !isKept[c]).toArray(), to);
    }

    /**
     * Leaves out what was invoked after {@code position}; what had not returned by then may have
     * happened.
     */
    Weakening cut(int position) {
        for (int c = 0; c < roles.length; c++) {
            if (base.invokedAt(c) > position) {
                roles[c] = Role.GONE;
            } else if (roles[c] == Role.MUST && base.returnedAt(c) > position) {
                set(c, Role.MAY);
            }
        }
        end = Math.min(end, position);
        findActive();
        return this;
    }

    /**
     * Starts at {@code position} in any of {@code states}, which must be all that the object can be
     * in: what had returned is left out, what was open may have happened before or may still.
     */
    Weakening fold(int position, List<?> states) {
        for (int c : active) {
            if (base.returnedAt(c) < position) {
                roles[c] = Role.GONE;
                earlier.set(c);
            } else if (base.invokedAt(c) < position) {
                set(c, Role.MAY);
            }
        }
        starts = states;
        findActive();
        return this;
    }

    /**
     * Starts where all that matters is known: what had returned and what had happened are left out.
     */
    Weakening restart(Frontier.Restart at) {
        for (int c : active) {
            if (base.returnedAt(c) < at.position() || at.done().get(c)) {
                roles[c] = Role.GONE;
                earlier.set(c);
            }
        }
        starts = at.states();
        isCertain = at.position() > 0;
        findActive();
        return this;
    }

    /** Whether the object can be in no other states at the start; else in any. */
    boolean isCertain() {
        return isCertain;
    }

    private void findActive() {
        int[] found = new int[roles.length];
        int size = 0;
        for (int c = 0; c < roles.length; c++) {
            if (roles[c].compareTo(Role.LOOSE) <= 0) {
                found[size++] = c;
            }
        }
        active = Arrays.copyOf(found, size);
    }

    /** The weakened subhistory. O(calls + active log active). */
    Built build() {
        SubhistoryBuilder builder =
                new SubhistoryBuilder(base.model(), base.fails(), base.part())
                        .startingIn(starts)
                        .with(freeOperations());
        List<Integer> calls = new ArrayList<>(active.length);
        int[] built = new int[base.calls()];
        long[] events = new long[2 * active.length];
        int count = 0;
        for (int c : active) {
            if (roles[c] == Role.LOOSE) {
                calls.add(c);
                builder.invoked(base.invocation(c), base.completion(c));
                continue;
            }
            events[count++] = (long) base.invokedAt(c) << Integer.SIZE | c;
            if (roles[c] == Role.MUST) {
                events[count++] = (long) base.returnedAt(c) << Integer.SIZE | c;
            }
        }
        Arrays.sort(events, 0, count);
        for (int i = 0; i < count; i++) {
            int c = (int) events[i];
            if (events[i] >>> Integer.SIZE == base.invokedAt(c)) {
                built[c] = builder.invoked(base.invocation(c), base.completion(c));
                calls.add(c);
            } else {
                builder.returned(built[c]);
            }
        }
        return new Built(builder.build(), calls);
    }

    private List<Operation> freeOperations() {
        Effects effects = base.effects();
        boolean[] seen = new boolean[effects.count()];
        List<Operation> free = new ArrayList<>();
        for (int c = 0; c < roles.length; c++) {
            int effect = effects.of(c);
            if (roles[c] == Role.FREE && !seen[effect]) {
                seen[effect] = true;
                free.add(base.operation(c));
            }
        }
        return free;
    }
}
