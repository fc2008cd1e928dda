package dev.holdfast.checker.generate;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes up a history of one lock, with tokens and leases as a {@link LockPlan} says. */
final class LockHistory {
    private static final String LOCK = "pay-1";
    private static final long LONGEST_STEP_NANOS = 2_000;
    private static final double REFUSED = 0.002;

    /** What a client is about. */
    private enum Phase {
        IDLE,
        WAITING,
        GRANTED,
        HOLDING,
        RELEASING,
        RELEASED
    }

    private final LockPlan plan;
    private final SplittableRandom random;
    private final List<Op> ops;
    private final Phase[] phases;
    private final int[] processes;
    private final long[] tokens;
    private final List<Map<String, Object>> values = new ArrayList<>();
    private int nextProcess;
    private long time;
    private long token;
    private int invoked;
    private int holder = -1;
    private boolean broke;

    private LockHistory(LockPlan plan, long seed) {
        this.plan = plan;
        this.random = new SplittableRandom(seed);
        this.ops = new ArrayList<>(2 * plan.operations());
        this.phases = new Phase[plan.clients()];
        this.processes = new int[plan.clients()];
        this.tokens = new long[plan.clients()];
        for (int c = 0; c < plan.clients(); c++) {
            phases[c] = Phase.IDLE;
            processes[c] = nextProcess++;
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("lock", LOCK);
            value.put("agent", "agent-" + c);
            values.add(Collections.unmodifiableMap(value));
        }
    }

    /** A history of acquires and releases. O(operations · clients) at worst. */
    static History of(LockPlan plan, long seed) {
        return new LockHistory(plan, seed).run();
    }

    private History run() {
        while (invoked < plan.operations()) {
            step(random.nextInt(plan.clients()));
        }
        return History.of(ops);
    }

    private void step(int c) {
        switch (phases[c]) {
            case IDLE -> {
                record(c, OpType.INVOKE, "acquire");
                phases[c] = Phase.WAITING;
            }
            case WAITING -> waiting(c);
            case GRANTED -> {
                record(c, OpType.OK, "acquire");
                phases[c] = Phase.HOLDING;
            }
            case HOLDING -> {
                record(c, OpType.INVOKE, "release");
                phases[c] = Phase.RELEASING;
            }
            case RELEASING -> {
                if (holder == c) {
                    holder = -1;
                }
                phases[c] = Phase.RELEASED;
            }
            case RELEASED -> {
                boolean lost = random.nextDouble() < plan.infoShare();
                finish(c, lost ? OpType.INFO : OpType.OK, "release");
            }
        }
    }

    private void waiting(int c) {
        if (random.nextDouble() < plan.infoShare()) {
            finish(c, OpType.INFO, "acquire");
        } else if (holder < 0) {
            grant(c);
        } else if (isTimeToBreak()) {
            grant(c);
            step(c); // returns at once, while the other certainly holds it
        } else if (random.nextDouble() < REFUSED) {
            finish(c, OpType.FAIL, "acquire");
        }
    }

    private void grant(int c) {
        holder = c;
        tokens[c] = ++token;
        phases[c] = Phase.GRANTED;
    }

    private boolean isTimeToBreak() {
        boolean now =
                plan.broken()
                        && !broke
                        && 2 * invoked > plan.operations()
                        && phases[holder] == Phase.HOLDING;
        if (now) {
            broke = true;
        }
        return now;
    }

    private void finish(int c, OpType type, String f) {
        record(c, type, f);
        phases[c] = Phase.IDLE;
        if (type == OpType.INFO) {
            processes[c] = nextProcess++;
        }
    }

    private void record(int c, OpType type, String f) {
        time += 1 + random.nextLong(LONGEST_STEP_NANOS);
        invoked += type == OpType.INVOKE ? 1 : 0;
        Map<String, Object> value = values.get(c);
        boolean isGrant = type == OpType.OK && f.equals("acquire");
        if (isGrant && (plan.fenced() || plan.leaseMillis() > 0)) {
            value = new LinkedHashMap<>(value);
            if (plan.fenced()) {
                value.put("token", tokens[c]);
            }
            if (plan.leaseMillis() > 0) {
                value.put("lease-ms", plan.leaseMillis());
            }
        }
        String error =
                type == OpType.FAIL
                        ? "not acquired within 10 ms"
                        : type == OpType.INFO ? "timeout" : null;
        ops.add(new Op(ops.size(), time, processes[c], type, f, value, error));
    }
}
