package dev.holdfast.impl.commit;

import java.util.List;
import java.util.Map;

/**
 * What one participant keeps, as of one moment.
 *
 * @param balances what every account holds
 * @param entries every change of an account since the beginning, in the order in which it was made
 * @param inDoubt ids of payments that it has promised to carry out and of which it does not know
 *     whether they happen
 */
public record Statement(Map<String, Long> balances, List<Entry> entries, List<String> inDoubt) {

    public Statement {
        balances = Map.copyOf(balances);
        entries = List.copyOf(entries);
        inDoubt = List.copyOf(inDoubt);
    }

    /**
     * A change of an account.
     *
     * @param payment by which payment
     * @param account which account
     * @param amount what was added
     */
    public record Entry(String payment, String account, long amount) {}
}
