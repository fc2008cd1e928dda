package dev.holdfast.checker.generate;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes up a history of payments between three participants, by two phases: statements in the
 * beginning, payments, and statements in the end. For one thread.
 */
final class PaymentHistory {
    private static final int PARTICIPANTS = 3;
    private static final int ACCOUNTS = 100;
    private static final long OPENING = 1_000_000_000L;
    private static final double ABORTS = 0.1;
    private static final long STEP_NANOS = 10_000;
    private static final long QUIET_NANOS = 5_000_000_000L;

    private final PaymentPlan plan;
    private final SplittableRandom random;
    private final List<Op> ops = new ArrayList<>();
    private final Open[] open;
    private final List<Map<String, Long>> balances = new ArrayList<>();
    private final List<List<Object>> entries = new ArrayList<>();
    private final long[] lines = new long[PARTICIPANTS + 1];
    private long time;
    private int processes;

    /** A payment that is under way. */
    private record Open(int number, int process, Object value, Part from, Part to) {}

    /** What a payment does to one account. */
    private record Part(int participant, String account, long amount) {
        Object leg() {
            return List.of(PaymentHistory.participant(participant), account, amount);
        }
    }

    private PaymentHistory(PaymentPlan plan, long seed) {
        this.plan = plan;
        this.random = new SplittableRandom(seed);
        this.open = new Open[plan.clients()];
        for (int p = 0; p < PARTICIPANTS; p++) {
            Map<String, Long> accounts = new HashMap<>();
            for (int a = 0; a < ACCOUNTS; a++) {
                accounts.put("a" + a, OPENING);
            }
            balances.add(accounts);
            entries.add(new ArrayList<>());
        }
    }

    static History of(PaymentPlan plan, long seed) {
        return new PaymentHistory(plan, seed).run();
    }

    private History run() {
        statements("opening");
        for (int i = 0; i < plan.payments() + plan.clients(); i++) {
            int client = i % plan.clients();
            Open before = open[client];
            if (before != null) {
                end(before);
            }
            open[client] = i < plan.payments() ? begin(i) : null;
        }
        time += QUIET_NANOS;
        statements("final");
        return History.of(ops);
    }

    private Open begin(int number) {
        int from = random.nextInt(PARTICIPANTS);
        int to = (from + 1 + random.nextInt(PARTICIPANTS - 1)) % PARTICIPANTS;
        long amount = 1L + random.nextInt(100);
        Part taken = new Part(from, "a" + random.nextInt(ACCOUNTS), -amount);
        Part given = new Part(to, "a" + random.nextInt(ACCOUNTS), amount);
        Object value = Map.of("id", "t-" + number, "legs", List.of(taken.leg(), given.leg()));
        Open begun = new Open(number, processes++, value, taken, given);
        add(begun.process, OpType.INVOKE, "pay", value, null);
        return begun;
    }

    private void end(Open payment) {
        boolean isAborted = random.nextDouble() < ABORTS;
        boolean isUnknown = random.nextDouble() < plan.infoShare();
        boolean isBroken = plan.broken() && payment.number == plan.payments() / 2;
        String outcome = isAborted && !isBroken ? "abort" : "commit";
        journal(payment, outcome, isBroken);
        if (outcome.equals("commit")) {
            enter(payment, payment.from);
            if (!isBroken) {
                enter(payment, payment.to);
            }
        }
        OpType told = outcome.equals("commit") ? OpType.OK : OpType.FAIL;
        String why = told == OpType.FAIL ? "aborted: not enough money" : null;
        add(
                payment.process,
                isUnknown || isBroken ? OpType.INFO : told,
                "pay",
                payment.value,
                isUnknown || isBroken ? "no answer" : why);
    }

    private void enter(Open payment, Part part) {
        balances.get(part.participant).merge(part.account, part.amount, Long::sum);
        entries.get(part.participant)
                .add(List.of("t-" + payment.number, part.account, part.amount));
    }

    private void journal(Open payment, String outcome, boolean isBroken) {
        if (!plan.journals()) {
            return;
        }
        String no = outcome.equals("commit") ? "yes" : "no";
        int from = payment.from.participant;
        int[] both = {from, payment.to.participant};
        for (int p : both) {
            step(PARTICIPANTS, "prepare-sent", payment, p, "");
            step(p, "vote-forced", payment, p, p == from ? no : "yes");
            step(p, "vote-sent", payment, p, p == from ? no : "yes");
        }
        step(PARTICIPANTS, "decision-forced", payment, PARTICIPANTS, outcome);
        for (int p : both) {
            step(PARTICIPANTS, "decision-sent", payment, p, outcome);
            if (!isBroken || p == from) {
                step(p, "applied", payment, p, outcome);
                step(p, "acknowledged", payment, p, "");
            }
        }
    }

    private void step(int node, String step, Open payment, int who, String detail) {
        Map<String, Object> begun = new HashMap<>();
        begun.put("node", participant(node));
        begun.put("life", 1L);
        begun.put("n", ++lines[node]);
        begun.put("step", step);
        begun.put("state", "begun");
        begun.put("payment", "t-" + payment.number);
        begun.put("who", participant(who));
        Map<String, Object> done = new HashMap<>(begun);
        done.put("state", "done");
        done.put("begun", lines[node]);
        done.put("n", ++lines[node]);
        done.put("detail", detail);
        add(Op.NEMESIS, OpType.INFO, "step", begun, null);
        add(Op.NEMESIS, OpType.INFO, "step", done, null);
    }

    private static String participant(int n) {
        return n == PARTICIPANTS ? "coordinator-1" : "participant-" + (n + 1);
    }

    private void statements(String when) {
        for (int p = 0; p < PARTICIPANTS; p++) {
            Map<String, Object> question = Map.of("participant", participant(p), "when", when);
            Map<String, Object> answer = new HashMap<>(question);
            answer.put("balances", Map.copyOf(balances.get(p)));
            answer.put("entries", List.copyOf(entries.get(p)));
            answer.put("in-doubt", List.of());
            int process = processes++;
            add(process, OpType.INVOKE, "statement", question, null);
            add(process, OpType.OK, "statement", answer, null);
        }
    }

    private void add(int process, OpType type, String f, Object value, @Nullable String error) {
        time += 1 + random.nextLong(STEP_NANOS);
        ops.add(new Op(ops.size(), time, process, type, f, value, error));
    }
}
