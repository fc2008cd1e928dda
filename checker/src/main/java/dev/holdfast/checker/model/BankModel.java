package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Accounts between which money is moved, and reads of all balances at one instant.
 *
 * <p>As Jepsen's bank: {@code :transfer {:from 0, :to 1, :amount 5}}; {@code :read nil}, which
 * returns {@code {0 5, 1 15}}. An account that a read leaves out counts as one with 0. Without
 * overdraft a transfer needs the money to be there, and a failed one, as a test, saw that it was
 * not; with overdraft a failed one says nothing.
 *
 * @param start the balance of each account at first; there are no other accounts
 * @param overdraft whether balances may fall below 0
 */
public record BankModel(SortedMap<String, Long> start, boolean overdraft)
        implements Model<BankModel.State> {
    private static final String TRANSFER = "transfer";

    /** The balances of all accounts. */
    public static final class State {
        private final List<String> accounts;
        private final long[] balances;

        private State(List<String> accounts, long[] balances) {
            this.accounts = accounts;
            this.balances = balances;
        }

        /** The balance of {@code account}, 0 if there is no such account. */
        public long balance(String account) {
            int i = Collections.binarySearch(accounts, account);
            return i < 0 ? 0 : balances[i];
        }

        private State moved(int from, int to, long amount) {
            long[] changed = balances.clone();
            changed[from] -= amount;
            changed[to] += amount;
            return new State(accounts, changed);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof State s && Arrays.equals(balances, s.balances);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(balances);
        }

        @Override
        public String toString() {
            SortedMap<String, Long> shown = new TreeMap<>();
            for (int i = 0; i < balances.length; i++) {
                shown.put(accounts.get(i), balances[i]);
            }
            return Values.show(shown);
        }
    }

    /** Copies the balances. */
    public BankModel {
        start = Collections.unmodifiableSortedMap(new TreeMap<>(start));
    }

    @Override
    public String name() {
        return "bank";
    }

    @Override
    public String summary() {
        return "transfers between accounts, and reads of all balances at once";
    }

    @Override
    public Set<String> functions() {
        return Set.of(TRANSFER, "read");
    }

    @Override
    public State initial() {
        long[] balances = start.values().stream().mapToLong(Long::longValue).toArray();
        return new State(List.copyOf(start.keySet()), balances);
    }

    /** The account that a transfer takes from. */
    public static String from(Operation transfer) {
        return Values.name(transfer.invocation().get("from"));
    }

    /** The account that a transfer gives to. */
    public static String to(Operation transfer) {
        return Values.name(transfer.invocation().get("to"));
    }

    /** How much a transfer moves. */
    public static long amount(Operation transfer) {
        Long amount = transfer.invocation().number("amount");
        return amount == null ? 0 : amount;
    }

    @Override
    public Step<State> step(State state, Operation op) {
        return op.f().equals(TRANSFER) ? transfer(state, op) : read(state, op);
    }

    private Step<State> transfer(State state, Operation op) {
        int from = account(state, op, from(op));
        int to = account(state, op, to(op));
        long amount = amount(op);
        boolean fits = overdraft || state.balances[from] >= amount;
        if (Values.isFail(op)) {
            return overdraft || !fits ? new Step.Next<>(state) : refused(state, from);
        }
        return fits ? new Step.Next<>(state.moved(from, to, amount)) : refused(state, from);
    }

    private int account(State state, Operation op, String account) {
        int i = Collections.binarySearch(state.accounts, account);
        if (i < 0) {
            throw new IllegalArgumentException(
                    "op #%d: %s".formatted(op.invocation().index(), noAccount(account)));
        }
        return i;
    }

    private static Step<State> read(State state, Operation op) {
        Map<?, ?> seen = seen(op);
        if (seen == null) {
            return new Step.Next<>(state);
        }
        int found = 0;
        for (int i = 0; i < state.balances.length; i++) {
            Object balance = seen.get(state.accounts.get(i));
            found += balance == null ? 0 : 1;
            long shown = balance instanceof Long n ? n : 0;
            if (shown != state.balances[i]) {
                return refused(state, i);
            }
        }
        return found == seen.size()
                ? new Step.Next<>(state)
                : new Step.Refused<>("it has no other accounts than " + state);
    }

    private static @Nullable Map<?, ?> seen(Operation op) {
        return Values.isOk(op) && op.result() instanceof Map<?, ?> map ? map : null;
    }

    private static Step<State> refused(State state, int account) {
        return new Step.Refused<>(
                "account "
                        + Values.show(state.accounts.get(account))
                        + " has "
                        + state.balances[account]);
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return !op.f().equals(TRANSFER)
                || (overdraft && (amount(op) == 0 || from(op).equals(to(op))));
    }

    @Override
    public Object effect(Operation op) {
        if (!op.f().equals(TRANSFER)) {
            return Effect.of(op, null, seen(op));
        }
        return Effect.of(op, List.of(from(op), to(op), amount(op)), null);
    }

    @Override
    public @Nullable String complaint(Operation op) {
        if (!op.f().equals(TRANSFER)) {
            Object result = Values.isOk(op) ? op.result() : null;
            boolean isFine =
                    result == null
                            || (result instanceof Map<?, ?> map
                                    && map.values().stream().allMatch(b -> b instanceof Long));
            return isFine
                    ? null
                    : "returned %s; expected all balances, such as {0 10, 1 10}"
                            .formatted(Values.show(result));
        }
        Long amount = op.invocation().number("amount");
        if (amount == null
                || amount < 0
                || op.invocation().get("from") == null
                || op.invocation().get("to") == null) {
            return "has value %s; expected a transfer, such as {:from 0, :to 1, :amount 5}"
                    .formatted(Values.show(op.argument()));
        }
        for (String account : List.of(from(op), to(op))) {
            if (!start.containsKey(account)) {
                return noAccount(account);
            }
        }
        return null;
    }

    private String noAccount(String account) {
        return "names account %s; expected one of those there at first: %s"
                .formatted(Values.show(account), Values.show(List.copyOf(start.keySet())));
    }

    @Override
    public String semantics() {
        return "starts with %s; %s"
                .formatted(
                        Values.show(start),
                        overdraft ? "balances may fall below 0" : "no balance falls below 0");
    }

    @Override
    public String tell(Operation op) {
        if (!op.f().equals(TRANSFER)) {
            Map<?, ?> seen = seen(op);
            return Telling.say(op, "read ", "read ", "read ")
                    + (seen == null ? "it" : Values.show(new TreeMap<>(seen)));
        }
        return Telling.say(op, "transferred ", "transferred ", "transfer ")
                + amount(op)
                + " from "
                + Values.show(from(op))
                + " to "
                + Values.show(to(op));
    }
}
