package dev.holdfast.impl.commit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Money that moves from accounts to accounts, all of it or none.
 *
 * <p>Nothing is made and nothing is lost: a top-up comes out of a participant's cash account, a
 * withdrawal goes into it.
 *
 * @param id chosen by the payer, who sends it again with a payment of unknown outcome; whoever has
 *     seen it answers as before and does nothing twice
 * @param legs what happens to which account
 */
public record Payment(String id, List<Leg> legs) {

    /**
     * The account of every participant that may fall below zero: the money of the world outside.
     */
    public static final String CASH = "cash";

    /** So much at most, so that no sum of balances overflows. */
    public static final long AMOUNT_MAX = 1_000_000_000_000L;

    private static final int LEGS_MAX = 100;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

    public Payment {
        legs = List.copyOf(legs);
    }

    /** Who takes part, in the order of the legs, each once. */
    public List<String> participants() {
        return legs.stream().map(Leg::participant).distinct().toList();
    }

    /** The legs of one participant. */
    public List<Leg> of(String participant) {
        return legs.stream().filter(leg -> leg.participant().equals(participant)).toList();
    }

    /** Why no participant may ever carry it out, in one line; empty if it is in order. */
    public Optional<String> fault() {
        if (!ID.matcher(id).matches()) {
            return Optional.of(
                    "a payment's id is 1 to 60 letters, digits, dashes, dots and underscores,"
                            + " beginning with a letter or digit");
        }
        if (legs.size() < 2 || legs.size() > LEGS_MAX) {
            return Optional.of(
                    "payment %s has %d legs, not 2 to %d".formatted(id, legs.size(), LEGS_MAX));
        }
        Set<Leg> accounts = new HashSet<>();
        long sum = 0;
        for (Leg leg : legs) {
            if (leg.amount() == 0 || leg.amount() > AMOUNT_MAX || leg.amount() < -AMOUNT_MAX) {
                return Optional.of(
                        "payment %s moves %d at %s, not 1 to %d"
                                .formatted(id, leg.amount(), leg.account(), AMOUNT_MAX));
            }
            if (!accounts.add(new Leg(leg.participant(), leg.account(), 1))) {
                return Optional.of("payment " + id + " has account " + leg.account() + " twice");
            }
            sum += leg.amount();
        }
        return sum == 0
                ? Optional.empty()
                : Optional.of("payment " + id + " makes or loses " + Math.abs(sum));
    }
}
