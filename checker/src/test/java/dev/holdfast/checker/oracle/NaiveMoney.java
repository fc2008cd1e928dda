package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What it means that no money comes or goes, restated as loops within loops. */
final class NaiveMoney {
    private static final List<String> ACCOUNTS = List.of("a", "b", "cash");

    private NaiveMoney() {}

    /** The kinds of violations of the money checker. */
    static Set<String> money(History h) {
        NaiveBooks b = new NaiveBooks(h);
        Set<String> kinds = new TreeSet<>();
        for (NaiveBooks.Said s : b.statements) {
            for (Map.Entry<?, ?> e : s.balances().entrySet()) {
                if ((Long) e.getValue() < 0 && !e.getKey().equals("cash")) {
                    kinds.add("negative-balance");
                }
            }
            NaiveBooks.Said opening = opening(b, s.who());
            for (String account : ACCOUNTS) {
                if (opening != null && s.base(account) != opening.base(account)) {
                    kinds.add("unexplained-balance");
                }
            }
            s.entries().forEach(e -> kinds.addAll(entry(b, s, (List<?>) e)));
            for (NaiveBooks.Said before : b.statements) {
                boolean isLater = before.answered() < s.asked() && before.who().equals(s.who());
                if (isLater && !s.entries().containsAll(before.entries())) {
                    kinds.add("vanished-entry");
                }
            }
        }
        for (String id : b.ids) {
            List<List<?>> legs = b.legs(id);
            for (int n = 0; n < legs.size(); n++) {
                if (b.isAcknowledged(id) && b.isMissing(id, legs, n)) {
                    kinds.add("lost-commit");
                }
            }
        }
        if (isTotalKnown(b) && total(b) != 0) {
            kinds.add("money-not-conserved");
        }
        return kinds;
    }

    /** The first opening statement, else the first of all. */
    private static NaiveBooks.@Nullable Said opening(NaiveBooks b, String who) {
        NaiveBooks.Said first = null;
        for (NaiveBooks.Said s : b.statements) {
            if (s.who().equals(who)) {
                boolean isBetter = s.when().equals("opening") && !isOpening(first);
                boolean isEarlier =
                        first != null
                                && s.answered() < first.answered()
                                && s.when().equals("opening") == isOpening(first);
                first = first == null || isBetter || isEarlier ? s : first;
            }
        }
        return first;
    }

    private static boolean isOpening(NaiveBooks.@Nullable Said s) {
        return s != null && s.when().equals("opening");
    }

    private static Set<String> entry(NaiveBooks b, NaiveBooks.Said s, List<?> entry) {
        Set<String> kinds = new TreeSet<>();
        String id = String.valueOf(entry.get(0));
        boolean isSent = b.sends(id).stream().anyMatch(x -> x.begin() < s.answered());
        List<List<?>> legs = b.legs(id);
        Object leg = List.of(s.who(), entry.get(1), entry.get(2));
        long allowed = legs.stream().filter(leg::equals).count();
        if (!isSent || !legs.isEmpty() && allowed == 0) {
            kinds.add("unfounded-entry");
        } else if (!legs.isEmpty() && s.count(id, entry.get(1), entry.get(2)) > allowed) {
            kinds.add("applied-twice");
        }
        if (isSent && b.isDenied(id)) {
            kinds.add("visible-abort");
        }
        return kinds;
    }

    private static boolean isTotalKnown(NaiveBooks b) {
        Set<String> who = new TreeSet<>(b.statements.stream().map(NaiveBooks.Said::who).toList());
        for (NaiveBooks.Send s : b.sends) {
            if (b.isAcknowledged(s.id())) {
                s.legs().forEach(leg -> who.add(String.valueOf(((List<?>) leg).get(0))));
            }
            if (b.legs(s.id()).isEmpty()) {
                return false;
            }
        }
        who.addAll(b.askedForFinal);
        for (String p : who) {
            if (b.last(p, "final") == null || b.last(p, "opening") == null) {
                return false;
            }
        }
        return !who.isEmpty();
    }

    /** The end and what is to come, less the beginning. */
    private static long total(NaiveBooks b) {
        long total = 0;
        for (String p : b.participants) {
            NaiveBooks.Said last = b.last(p, "final");
            NaiveBooks.Said first = opening(b, p);
            if (last != null && first != null) {
                for (String account : ACCOUNTS) {
                    total += last.balances().get(account) instanceof Long n ? n : 0;
                    total -= first.base(account);
                }
            }
        }
        for (String id : b.ids) {
            List<List<?>> legs = b.legs(id);
            boolean isHere = false;
            for (int n = 0; n < legs.size(); n++) {
                isHere |= b.isEntered(id, legs, n);
            }
            for (int n = 0; n < legs.size() && isHere; n++) {
                NaiveBooks.Said s = b.last(String.valueOf(legs.get(n).get(0)), "final");
                if (s != null && !b.isEntered(id, legs, n) && b.isExcused(id, s)) {
                    total += (Long) legs.get(n).get(2);
                }
            }
        }
        return total;
    }
}
