package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes up tiny histories of payments: two or three participants, up to three payments, journals
 * and statements, each item of which is wrong now and then.
 */
final class TinyPayments {
    private static final List<String> PARTICIPANTS = List.of("p1", "p2", "p3");
    private static final List<String> NODES = List.of("c1", "c2");

    private final SplittableRandom random;
    private final double error;
    private final int participants;
    private final List<Deque<Op>> sequences = new ArrayList<>();
    private final Map<String, Deque<Op>> journals = new HashMap<>();
    private final Map<String, Long> lines = new HashMap<>();
    private final List<Made> payments = new ArrayList<>();
    private int processes;

    private record Made(String id, List<Object> legs, boolean isCommitted) {}

    private TinyPayments(SplittableRandom random) {
        this.random = random;
        this.error = List.of(0.0, 0.0, 0.02, 0.1).get(random.nextInt(4));
        this.participants = 2 + random.nextInt(2);
    }

    static History make(SplittableRandom random) {
        return new TinyPayments(random).history();
    }

    private boolean errs() {
        return random.nextDouble() < error;
    }

    private History history() {
        List<Op> ops = new ArrayList<>();
        boolean isMixed = random.nextInt(8) == 0;
        for (int n = random.nextInt(4); n > 0; n--) {
            payments.add(payment());
        }
        for (int p = 0; p < participants; p++) {
            if (!errs()) {
                statement(p, "opening", false);
            }
        }
        if (!isMixed) {
            drain(ops, false);
        }
        for (Made payment : payments) {
            for (int sends = random.nextInt(8) == 0 ? 2 : 1; sends > 0; sends--) {
                send(payment);
            }
            if (random.nextInt(4) > 0) {
                journal(payment);
            }
        }
        if (random.nextInt(3) == 0) {
            statement(random.nextInt(participants), "during", random.nextBoolean());
        }
        sequences.addAll(journals.values());
        if (!isMixed) {
            drain(ops, random.nextInt(4) == 0);
        }
        for (int p = 0; p < participants; p++) {
            for (int n = random.nextInt(8) == 0 ? 2 : 1; n > 0; n--) {
                statement(p, "final", true);
            }
        }
        drain(ops, false);
        return History.of(ops);
    }

    private Made payment() {
        String id = "t" + payments.size();
        int from = random.nextInt(participants);
        int to = random.nextInt(participants);
        long amount = 1 + random.nextInt(3);
        String account = random.nextInt(6) == 0 ? "cash" : "a";
        List<Object> legs = new ArrayList<>();
        legs.add(List.of(PARTICIPANTS.get(from), account, -amount));
        legs.add(List.of(PARTICIPANTS.get(to), from == to ? "b" : "a", errs() ? 5L : amount));
        if (random.nextInt(20) == 0) {
            legs.add(legs.get(1));
        }
        return new Made(id, legs, random.nextInt(3) > 0);
    }

    private void send(Made payment) {
        int process = processes++;
        Deque<Op> sequence = new ArrayDeque<>();
        List<Object> legs = payment.legs;
        if (random.nextInt(40) == 0) {
            legs = List.of(legs.get(0));
        }
        Object value = Map.of("id", payment.id, "legs", legs);
        sequence.add(op(process, OpType.INVOKE, "pay", value, null));
        int dice = random.nextInt(12);
        if (dice > 0) {
            boolean isTold = payment.isCommitted != errs();
            OpType type = dice <= 2 ? OpType.INFO : isTold ? OpType.OK : OpType.FAIL;
            String why = random.nextInt(3) == 0 ? "refused: x" : "aborted: y";
            sequence.add(op(process, type, "pay", value, type == OpType.FAIL ? why : null));
        }
        sequences.add(sequence);
    }

    private static Op op(
            int process, OpType type, String f, @Nullable Object value, @Nullable String why) {
        return new Op(0, 0, process, type, f, value, why);
    }

    private void journal(Made payment) {
        boolean areServices = random.nextInt(4) == 0;
        boolean isNo = !payment.isCommitted && random.nextInt(3) > 0;
        List<String> who = new ArrayList<>();
        for (Object leg : payment.legs) {
            String participant = String.valueOf(((List<?>) leg).get(0));
            if (!who.contains(participant)) {
                who.add(participant);
            }
        }
        String home = NODES.get(random.nextInt(2));
        for (String participant : who) {
            String node = areServices ? home : participant;
            boolean isHisNo = isNo && participant.equals(who.get(0));
            if (!errs()) {
                step(
                        node,
                        "vote-forced",
                        payment.id,
                        participant,
                        isHisNo != errs() ? "no" : "yes");
            }
            if (!errs()) {
                step(node, "vote-sent", payment.id, participant, isHisNo != errs() ? "no" : "yes");
            }
        }
        step(home, "decision-forced", payment.id, home, outcome(payment));
        for (String participant : who) {
            step(home, "decision-sent", payment.id, participant, outcome(payment));
            if (random.nextInt(3) > 0) {
                String node = areServices ? home : participant;
                step(node, "applied", payment.id, participant, outcome(payment));
                if (errs()) {
                    step(node, "vote-sent", payment.id, participant, "yes");
                }
            }
        }
    }

    private String outcome(Made payment) {
        return payment.isCommitted != errs() ? "commit" : "abort";
    }

    private void step(String node, String step, String payment, String who, String detail) {
        Deque<Op> journal = journals.computeIfAbsent(node, n -> new ArrayDeque<>());
        long begun = lines.merge(node, 1L, Long::sum);
        Map<String, Object> value = new HashMap<>();
        value.put("node", node);
        value.put("life", 1L);
        value.put("n", begun);
        value.put("step", step);
        value.put("state", "begun");
        value.put("payment", payment);
        value.put("who", who);
        journal.add(op(Op.NEMESIS, OpType.INFO, "step", Map.copyOf(value), null));
        if (random.nextInt(12) > 0) {
            value.put("state", "done");
            value.put("begun", begun);
            value.put("n", lines.merge(node, 1L, Long::sum));
            value.put("detail", detail);
            journal.add(op(Op.NEMESIS, OpType.INFO, "step", Map.copyOf(value), null));
        }
    }

    private void statement(int p, String when, boolean isAfter) {
        String participant = PARTICIPANTS.get(p);
        Map<String, Object> balances = new HashMap<>(Map.of("a", 4L, "b", 0L, "cash", 0L));
        List<Object> entries = new ArrayList<>();
        List<Object> doubts = new ArrayList<>();
        for (Made payment : payments) {
            boolean isHere = isAfter && payment.isCommitted != errs();
            if (random.nextInt(25) == 0 && isHere) {
                doubts.add(payment.id);
                isHere = random.nextInt(3) == 0;
            } else if (errs()) {
                doubts.add(payment.id);
            }
            for (Object leg : isHere ? payment.legs : List.of()) {
                List<?> parts = (List<?>) leg;
                for (int n = errs() ? random.nextInt(3) : 1; n > 0; n--) {
                    enter(participant, parts, payment.id, balances, entries);
                }
            }
        }
        if (errs()) {
            entries.add(List.of("nobody", "a", 1L));
        }
        if (errs()) {
            balances.merge("a", -5L, (x, y) -> (Long) x + (Long) y);
        }
        int process = processes++;
        Deque<Op> sequence = new ArrayDeque<>();
        Map<String, Object> question = Map.of("participant", participant, "when", when);
        sequence.add(op(process, OpType.INVOKE, "statement", question, null));
        Map<String, Object> answer = new HashMap<>(question);
        answer.put("balances", balances);
        answer.put("entries", entries);
        answer.put("in-doubt", doubts);
        OpType type = errs() ? OpType.INFO : OpType.OK;
        sequence.add(op(process, type, "statement", type == OpType.OK ? answer : question, null));
        sequences.add(sequence);
    }

    private void enter(
            String participant,
            List<?> leg,
            String id,
            Map<String, Object> balances,
            List<Object> entries) {
        if (leg.get(0).equals(participant)) {
            String account = String.valueOf(leg.get(1));
            long amount = (Long) leg.get(2) + (errs() ? 1 : 0);
            balances.merge(account, amount, (x, y) -> (Long) x + (Long) y);
            entries.add(List.of(id, account, amount));
        }
    }

    /** Takes what there is in any order that keeps each sequence's own. */
    private void drain(List<Op> ops, boolean isPart) {
        sequences.removeIf(Deque::isEmpty);
        while (!sequences.isEmpty() && !(isPart && random.nextInt(30) == 0)) {
            Deque<Op> sequence = sequences.get(random.nextInt(sequences.size()));
            Op op = sequence.removeFirst();
            long time = 10_000_000L * ops.size();
            ops.add(
                    new Op(
                            ops.size(),
                            time,
                            op.process(),
                            op.type(),
                            op.f(),
                            op.value(),
                            op.error()));
            sequences.removeIf(Deque::isEmpty);
        }
        if (random.nextInt(30) == 0) {
            Map<String, Object> value = Map.of("id", "x-1", "phase", "done", "target", "p1");
            ops.add(
                    new Op(
                            ops.size(),
                            10_000_000L * ops.size(),
                            Op.NEMESIS,
                            OpType.INFO,
                            "start-cut",
                            value,
                            null));
        }
    }
}
