package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several registers that transactions read and write together.
 *
 * <p>As Knossos's: {@code :txn [[:read :x nil] [:write :y 2]]}, also {@code :r} and {@code :w}, in
 * order and at one instant; reads see the writes before them. Or {@code :write {:x 1, :y 2}} and
 * {@code :read {:x nil, :y nil}}, which returns {@code {:x 1, :y 2}}. Names are told apart by their
 * text: {@code :x} and {@code "x"} are one register.
 *
 * @param start the values at first; registers that it leaves out start with nil
 * @param nilReads what a read says that returned nil
 */
public record MultiRegisterModel(SortedMap<String, Object> start, NilReads nilReads)
        implements Model<SortedMap<String, Object>> {
    private static final String TXN = "txn";
    private static final String READ = "read";
    private static final String WRITE = "write";

    /** One read or write of a transaction; {@code value} is null for a read that says nothing. */
    private record Access(boolean writes, String register, @Nullable Object value) {}

    /** Copies the values. */
    public MultiRegisterModel {
        start = Collections.unmodifiableSortedMap(new TreeMap<>(start));
    }

    @Override
    public String name() {
        return "multi-register";
    }

    @Override
    public String summary() {
        return "registers that transactions read and write together, as in Knossos";
    }

    @Override
    public Set<String> functions() {
        return Set.of(TXN, READ, WRITE);
    }

    @Override
    public SortedMap<String, Object> initial() {
        return start;
    }

    @Override
    public Step<SortedMap<String, Object>> step(SortedMap<String, Object> state, Operation op) {
        if (Values.isFail(op)) {
            return new Step.Next<>(state);
        }
        SortedMap<String, Object> then = state;
        for (Access access : accesses(op)) {
            String register = access.register;
            if (!access.writes) {
                Object value = then.getOrDefault(register, Nil.NIL);
                if (access.value != null && !access.value.equals(value)) {
                    return new Step.Refused<>(Values.show(register) + " is " + Values.show(value));
                }
            } else if (access.value != null) {
                then = then == state ? new TreeMap<>(state) : then;
                then.put(register, access.value);
            }
        }
        return new Step.Next<>(then == state ? state : Collections.unmodifiableSortedMap(then));
    }

    private List<Access> accesses(Operation op) {
        List<Access> accesses = accessesOrNull(op);
        if (accesses == null) {
            throw new IllegalArgumentException(
                    "op #%d: %s".formatted(op.invocation().index(), complaint(op)));
        }
        return accesses;
    }

    /** What the operation does in order; null if that cannot be made out. */
    private @Nullable List<Access> accessesOrNull(Operation op) {
        boolean isKnown = Values.isOk(op) && op.result() != null;
        Object value = isKnown ? op.result() : op.argument();
        List<Access> accesses = new ArrayList<>();
        if (op.f().equals(TXN)) {
            if (!(value instanceof List<?> items)) {
                return null;
            }
            for (Object item : items) {
                Access access = access(item, isKnown);
                if (access == null) {
                    return null;
                }
                accesses.add(access);
            }
            return accesses;
        }
        if (value == null && op.f().equals(READ)) {
            return accesses;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return null;
        }
        boolean writes = op.f().equals(WRITE);
        for (Map.Entry<?, ?> e : map.entrySet()) {
            accesses.add(access(writes, Values.name(e.getKey()), e.getValue(), isKnown));
        }
        return accesses;
    }

    private @Nullable Access access(@Nullable Object item, boolean isKnown) {
        if (!(item instanceof List<?> parts) || parts.size() < 2 || parts.size() > 3) {
            return null;
        }
        boolean writes;
        switch (Values.name(parts.get(0))) {
            case READ, "r" -> writes = false;
            case WRITE, "w" -> writes = true;
            default -> {
                return null;
            }
        }
        Object value = parts.size() == 3 ? parts.get(2) : null;
        return writes && value == null
                ? null
                : access(writes, Values.name(parts.get(1)), value, isKnown);
    }

    private Access access(
            boolean writes, String register, @Nullable Object value, boolean isKnown) {
        if (writes) {
            return new Access(true, register, Values.orNil(value));
        }
        if (!isKnown) {
            return new Access(false, register, null);
        }
        boolean isInitial = value == null && nilReads == NilReads.INITIAL;
        return new Access(
                false, register, isInitial ? start.getOrDefault(register, Nil.NIL) : value);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return accesses(op).stream().noneMatch(Access::writes);
    }

    @Override
    public Object effect(Operation op) {
        List<Access> accesses = Values.isFail(op) ? List.of() : accesses(op);
        return new Effect(TXN, accesses, null, Effect.outcome(op), Effect.ANYONE);
    }

    /** One state for each combination of values: few as long as the registers are. */
    @Override
    public boolean isFinite() {
        return true;
    }

    @Override
    public @Nullable String complaint(Operation op) {
        if (accessesOrNull(op) != null) {
            return null;
        }
        boolean isKnown = Values.isOk(op) && op.result() != null;
        return "has value %s; expected %s"
                .formatted(
                        Values.show(isKnown ? op.result() : op.argument()),
                        op.f().equals(TXN)
                                ? "a transaction such as [[:read :x 1] [:write :y 2]]"
                                : "registers and values such as {:x 1, :y 2}");
    }

    @Override
    public String semantics() {
        return "starts with %s; nil reads %s"
                .formatted(
                        start.isEmpty() ? Nil.NIL : Values.show(start),
                        nilReads == NilReads.ANY ? "match anything" : "mean the value at first");
    }

    @Override
    public String describe(SortedMap<String, Object> state) {
        return state.isEmpty() ? "nothing written" : Values.show(state);
    }

    @Override
    public String tell(Operation op) {
        List<String> done = new ArrayList<>();
        for (Access access : accesses(op)) {
            String value = access.value == null ? "" : " " + Values.show(access.value);
            done.add((access.writes ? "write " : "read ") + Values.show(access.register) + value);
        }
        return Telling.say(op, "did ", "done ", "do ")
                + (done.isEmpty() ? "nothing" : Contents.of(done, 10));
    }
}
