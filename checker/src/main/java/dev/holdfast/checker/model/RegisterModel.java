package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import org.jspecify.annotations.Nullable;

/**
 * One value that is read, written, and replaced if it is still what the writer saw.
 *
 * <p>A write with {@code from} happens only on that value; one without happens on any. A read
 * returns the value as {@code version}.
 *
 * @param start the value before the first write
 */
public record RegisterModel(Object start) implements Model<Object> {

    /** The first version of a ledger account. */
    public static final String INITIAL = "initial";

    /** The register of a ledger account. */
    public static RegisterModel ofAccount() {
        return new RegisterModel(INITIAL);
    }

    @Override
    public String name() {
        return "register";
    }

    @Override
    public String summary() {
        return "a read returns the last version written, a write replaces the version it read";
    }

    @Override
    public Object initial() {
        return start;
    }

    @Override
    public Step<Object> step(Object state, Operation op) {
        return switch (op.f()) {
            case "read" -> {
                Object version = op.get("version");
                yield version == null || version.equals(state)
                        ? new Step.Next<>(state)
                        : new Step.Refused<>("its version is " + state);
            }
            case "write" -> {
                @Nullable Object from = op.get("from");
                Object to = op.get("to");
                yield to != null && (from == null || from.equals(state))
                        ? new Step.Next<>(to)
                        : new Step.Refused<>("its version is " + state);
            }
            default -> new Step.Next<>(state);
        };
    }

    @Override
    public String describe(Object state) {
        return "version " + state;
    }
}
