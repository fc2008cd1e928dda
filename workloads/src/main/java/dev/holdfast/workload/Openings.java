package dev.holdfast.workload;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Payment;
import java.util.Map;
import java.util.TreeMap;

/** What accounts hold in the beginning of a run with payments. */
public final class Openings {
    /** So little that some payments are refused for want of money. */
    public static final long BALANCE = 1000;

    private Openings() {}

    /**
     * The same for every participant: so many accounts, and the cash of the world outside.
     *
     * @return by participant and account
     */
    public static Map<String, Map<String, Long>> of(Cast cast, int accounts) {
        Map<String, Map<String, Long>> opening = new TreeMap<>();
        for (String participant : cast.participants()) {
            Map<String, Long> balances = new TreeMap<>();
            for (int i = 0; i < accounts; i++) {
                balances.put(account(i), BALANCE);
            }
            balances.put(Payment.CASH, 0L);
            opening.put(participant, balances);
        }
        return opening;
    }

    /** The name of account {@code i}, from 0, at any participant. */
    public static String account(int i) {
        return "acc-" + (i + 1);
    }
}
