package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A history of payments as plain lists, for definitions written as loops over them. It shares
 * nothing with the checkers.
 */
final class NaiveBooks {
    final List<Send> sends = new ArrayList<>();
    final List<Said> statements = new ArrayList<>();
    final List<Op> steps = new ArrayList<>();
    final Set<String> ids = new TreeSet<>();
    final Set<String> participants = new TreeSet<>();
    final Set<String> askedForFinal = new TreeSet<>();

    /** One time that a payment was sent; {@code end} is -1 if that never returned. */
    record Send(String id, List<?> legs, int begin, int end, OpType outcome, String error) {}

    /** One statement that was made. */
    record Said(
            String who,
            String when,
            Map<?, ?> balances,
            List<?> entries,
            List<?> doubts,
            int asked,
            int answered) {

        long count(String id, Object account, Object amount) {
            return entries.stream().filter(List.of(id, account, amount)::equals).count();
        }

        boolean has(String id) {
            return entries.stream().anyMatch(e -> ((List<?>) e).get(0).equals(id));
        }

        long base(Object account) {
            long base = balances.get(account) instanceof Long b ? b : 0;
            for (Object e : entries) {
                base -= ((List<?>) e).get(1).equals(account) ? (Long) ((List<?>) e).get(2) : 0;
            }
            return base;
        }
    }

    NaiveBooks(History h) {
        for (Op op : h.ops()) {
            int end = op.isNemesis() ? -1 : h.completionOf(op.index());
            if (op.f().equals("step")) {
                steps.add(op);
                ids.add(String.valueOf(op.string("payment")));
            } else if (op.isInvoke() && op.f().equals("pay")) {
                Op e = end < 0 ? null : h.op(end);
                sends.add(
                        new Send(
                                String.valueOf(op.string("id")),
                                (List<?>) op.get("legs"),
                                op.index(),
                                end,
                                e == null ? OpType.INFO : e.type(),
                                e == null || e.error() == null ? "" : e.error()));
                ids.add(String.valueOf(op.string("id")));
            } else if (op.isInvoke() && op.f().equals("statement")) {
                participants.add(String.valueOf(op.string("participant")));
                if ("final".equals(op.string("when"))) {
                    askedForFinal.add(String.valueOf(op.string("participant")));
                }
                if (end >= 0 && h.op(end).isOk()) {
                    add(h.op(end), op.index());
                }
            }
        }
    }

    private void add(Op answer, int asked) {
        Said s =
                new Said(
                        String.valueOf(answer.string("participant")),
                        String.valueOf(answer.string("when")),
                        (Map<?, ?>) answer.get("balances"),
                        (List<?>) answer.get("entries"),
                        (List<?>) answer.get("in-doubt"),
                        asked,
                        answer.index());
        statements.add(s);
        s.entries.forEach(e -> ids.add(String.valueOf(((List<?>) e).get(0))));
    }

    List<Send> sends(String id) {
        return sends.stream().filter(s -> s.id.equals(id)).toList();
    }

    /** What was sent, if it was sent, and always the same. */
    List<List<?>> legs(String id) {
        List<List<?>> legs = new ArrayList<>();
        if (sends(id).stream().map(Send::legs).distinct().count() == 1) {
            sends(id).get(0).legs.forEach(leg -> legs.add((List<?>) leg));
        }
        return legs;
    }

    /** The last statement of that kind, by its answer. */
    @Nullable Said last(String who, String when) {
        Said last = null;
        for (Said s : statements) {
            if (s.who.equals(who) && s.when.equals(when)) {
                last = last == null || s.answered > last.answered ? s : last;
            }
        }
        return last;
    }

    /** Whether some payer still waited, or the participant is in doubt. */
    boolean isExcused(String id, Said s) {
        return s.doubts.contains(id)
                || sends(id).stream()
                        .anyMatch(x -> x.begin > s.asked || x.end > s.asked || x.end < 0);
    }

    /** Whether the last final statement of its participant has the {@code n}-th leg. */
    boolean isEntered(String id, List<List<?>> legs, int n) {
        List<?> leg = legs.get(n);
        Said s = last(String.valueOf(leg.get(0)), "final");
        long alike = legs.subList(0, n + 1).stream().filter(leg::equals).count();
        return s != null && s.count(id, leg.get(1), leg.get(2)) >= alike;
    }

    /** Whether it has not, and should have if the payment happened. */
    boolean isMissing(String id, List<List<?>> legs, int n) {
        Said s = last(String.valueOf(legs.get(n).get(0)), "final");
        return s != null && !isEntered(id, legs, n) && !isExcused(id, s);
    }

    /** Whether payers were told that it does not happen. */
    boolean isDenied(String id) {
        boolean isAborted =
                sends(id).stream()
                        .anyMatch(s -> s.outcome == OpType.FAIL && !s.error.startsWith("refused"));
        boolean areAllRefused =
                !sends(id).isEmpty() && sends(id).stream().allMatch(s -> s.outcome == OpType.FAIL);
        return isAborted || areAllRefused;
    }

    boolean isAcknowledged(String id) {
        return sends(id).stream().anyMatch(s -> s.outcome == OpType.OK);
    }
}
