package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a ledger account: read, written, and replaced if still what the writer saw.
 *
 * <p>A write with {@code from} happens only on that value; one without happens on any. A read
 * returns the value as {@code version}.
 *
 * @param start the value before the first write
 */
public record AccountModel(Object start) implements Model<Object> {

    /** The first version of a ledger account. */
    public static final String INITIAL = "initial";

    /** An account without any write yet. */
    public static AccountModel standard() {
        return new AccountModel(INITIAL);
    }

    @Override
    public String name() {
        return "account";
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "write");
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
        return op.f().equals("read") ? read(state, op) : write(state, op);
    }

    private static Step<Object> read(Object state, Operation op) {
        Object version = Values.isOk(op) ? op.get("version") : null;
        return version == null || version.equals(state) ? new Step.Next<>(state) : refused(state);
    }

    private static Step<Object> write(Object state, Operation op) {
        Object from = op.get("from");
        if (Values.isFail(op)) {
            // A guard that refuses the token does not look at the version.
            boolean isTest = from != null && !GuardedStorageModel.isStale(op);
            return isTest && state.equals(from) ? refused(state) : new Step.Next<>(state);
        }
        Object to = op.get("to");
        return to != null && (from == null || from.equals(state))
                ? new Step.Next<>(to)
                : refused(state);
    }

    private static Step<Object> refused(Object state) {
        return new Step.Refused<>("its version is " + Values.show(state));
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }

    @Override
    public Object effect(Operation op) {
        if (op.f().equals("read")) {
            return Effect.of(op, null, Values.isOk(op) ? op.get("version") : null);
        }
        boolean saysNothing = Values.isFail(op) && GuardedStorageModel.isStale(op);
        return Effect.of(op, saysNothing ? null : op.get("from"), op.get("to"));
    }

    @Override
    public @Nullable Object part(Operation invoked) {
        return invoked.invocation().get("account");
    }

    @Override
    public boolean isFinite() {
        return true;
    }

    @Override
    public @Nullable String complaint(Operation op) {
        return op.f().equals("write") && !Values.isFail(op) && op.get("to") == null
                ? "has value %s; expected the version that it writes, such as {:to \"v2\"}"
                        .formatted(Values.show(op.argument()))
                : null;
    }

    @Override
    public String semantics() {
        return "starts with version " + Values.show(start);
    }

    @Override
    public String describe(Object state) {
        return "version " + Values.show(state);
    }

    @Override
    public String tell(Operation op) {
        if (op.f().equals("read")) {
            Object version = Values.isOk(op) ? op.get("version") : null;
            return Telling.say(op, "read ", "read ", "read ")
                    + (version == null ? "it" : "version " + Values.show(version));
        }
        Object from = op.get("from");
        return Telling.say(op, "wrote ", "written ", "write ")
                + "version "
                + Values.show(op.get("to"))
                + (from == null ? "" : " in place of " + Values.show(from));
    }
}
