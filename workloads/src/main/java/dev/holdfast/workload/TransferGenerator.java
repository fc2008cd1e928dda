package dev.holdfast.workload;

import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.record.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The endless sequence of payments of one payer, from the seed alone: transfers between
 * participants, top-ups from cash, withdrawals into cash; some split, some that nobody can afford.
 */
final class TransferGenerator {
    private static final double TOP_UPS = 0.15;
    private static final double WITHDRAWALS = 0.15;
    private static final double SPLITS = 0.15;
    private static final double TOO_MUCH = 0.05;
    private static final double SENT_TWICE = 0.05;
    private static final double LOOKS = 0.03;

    /** A statement tells of every payment that was made: more of them would be all the load. */
    private static final double LOOKS_A_SECOND = 1.5;

    private static final long AMOUNT_MAX = 50;
    private static final long THINK_MAX_MILLIS = 5000;

    /** Half of all payments go from or to the first account of a participant. */
    private static final double HOT = 0.5;

    private final LoadPlan plan;
    private final List<String> participants;
    private final int worker;
    private final Random random;
    private int count;

    TransferGenerator(LoadPlan plan, List<String> participants, int worker) {
        this.plan = plan;
        this.participants = List.copyOf(participants);
        this.worker = worker;
        this.random = Seeds.stream(plan.seed(), "payer-" + worker);
    }

    /**
     * What a payer does next.
     *
     * @param payment what to pay
     * @param thinkMillis time before that
     * @param sentTwice whether to send it once more when it was answered
     * @param looksAt whose statement to ask for before; empty for nobody's
     */
    record Order(Payment payment, long thinkMillis, boolean sentTwice, String looksAt) {}

    Order next() {
        String id = "t" + worker + "-" + ++count;
        List<String> who = new ArrayList<>(participants);
        Collections.shuffle(who, random);
        double kind = random.nextDouble();
        long amount =
                random.nextDouble() < TOO_MUCH ? 1_000_000 : Seeds.between(random, 2, AMOUNT_MAX);
        String from = kind < TOP_UPS ? Payment.CASH : account();
        String to = kind >= 1 - WITHDRAWALS ? Payment.CASH : account();
        boolean isSplit = who.size() > 2 && random.nextDouble() < SPLITS;
        List<Leg> legs = new ArrayList<>();
        legs.add(new Leg(who.get(0), from, -amount));
        long first = isSplit ? amount / 2 : amount;
        legs.add(new Leg(who.get(1), to, first));
        if (isSplit) {
            legs.add(new Leg(who.get(2), to, amount - first));
        }
        double meanMillis = 1000.0 * plan.workers() / plan.ratePerSecond();
        long think =
                Math.min(
                        THINK_MAX_MILLIS, (long) (-meanMillis * Math.log(1 - random.nextDouble())));
        boolean sentTwice = random.nextDouble() < SENT_TWICE;
        double looks = Math.min(LOOKS, LOOKS_A_SECOND / plan.ratePerSecond());
        String looksAt = random.nextDouble() < looks ? who.get(0) : "";
        return new Order(new Payment(id, legs), think, sentTwice, looksAt);
    }

    private String account() {
        return Openings.account(random.nextDouble() < HOT ? 0 : random.nextInt(plan.accounts()));
    }
}
