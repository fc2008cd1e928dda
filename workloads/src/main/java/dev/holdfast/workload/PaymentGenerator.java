package dev.holdfast.workload;

import dev.holdfast.record.Seeds;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** The endless sequence of payments of one worker, from the seed alone. */
final class PaymentGenerator {
    private static final double WITHOUT_LIMIT = 0.3;
    private static final double LOOKS_ONLY = 0.6;

    private final LoadPlan plan;
    private final int worker;
    private final Random random;
    private final Random habits; // apart, so that the payments are the same whatever the lock
    private int count;

    PaymentGenerator(LoadPlan plan, int worker) {
        this.plan = plan;
        this.worker = worker;
        this.random = Seeds.stream(plan.seed(), "worker-" + worker);
        this.habits = Seeds.stream(plan.seed(), "habits-" + worker);
    }

    Payment next() {
        String id = "w" + worker + "-" + ++count;
        String account = account(random.nextInt(plan.accounts()));
        Optional<Duration> waitLimit =
                random.nextDouble() < WITHOUT_LIMIT
                        ? Optional.empty()
                        : Optional.of(
                                Duration.ofMillis(
                                        Seeds.between(random, 100, 2 * plan.leaseMillis())));
        long amount = Seeds.between(random, 1, 100);
        long work = Seeds.between(random, plan.leaseMillis() / 40, plan.leaseMillis() * 9 / 20);
        double meanMillis = 1000.0 * plan.workers() / plan.ratePerSecond();
        long think = Math.min(5000, (long) (-meanMillis * Math.log(1 - random.nextDouble())));
        return new Payment(
                id,
                account,
                waitLimit,
                amount,
                work,
                think,
                habits.nextDouble() < LOOKS_ONLY,
                habits.nextBoolean());
    }

    /** The name of account {@code i}, from 0. */
    static String account(int i) {
        return "pay-" + (i + 1);
    }
}
