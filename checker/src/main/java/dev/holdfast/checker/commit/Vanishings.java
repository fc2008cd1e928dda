package dev.holdfast.checker.commit;

import dev.holdfast.checker.history.History;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for entries that a statement of a participant shows and a later one does not. The order of
 * the entries is nobody's promise. O(n): of what was shown there is never more than the next
 * statement must have.
 */
final class Vanishings {
    private final History history;
    private final Findings findings;

    private record Entry(String payment, String account, long amount) {}

    Vanishings(History history, Findings findings) {
        this.history = history;
        this.findings = findings;
    }

    /** Looks at the statements of one participant, which are in the order of their answers. */
    void look(List<Statement> byAnswer) {
        if (byAnswer.size() < 2) {
            return;
        }
        List<Statement> byQuestion =
                byAnswer.stream().sorted(Comparator.comparingInt(Statement::asked)).toList();
        Map<Entry, Statement> shown = new LinkedHashMap<>();
        int answered = 0;
        for (Statement s : byQuestion) {
            while (byAnswer.get(answered).answered() < s.asked()) {
                Statement before = byAnswer.get(answered++);
                before.forEachEntry(
                        (payment, account, amount) ->
                                shown.putIfAbsent(new Entry(payment, account, amount), before));
            }
            if (!shown.isEmpty()) {
                compare(shown, s);
            }
        }
    }

    private void compare(Map<Entry, Statement> shown, Statement s) {
        Set<Entry> present = new HashSet<>();
        s.forEachEntry(
                (payment, account, amount) -> present.add(new Entry(payment, account, amount)));
        Iterator<Map.Entry<Entry, Statement>> before = shown.entrySet().iterator();
        while (before.hasNext()) {
            Map.Entry<Entry, Statement> one = before.next();
            Entry e = one.getKey();
            if (!present.contains(e)) {
                Statement earlier = one.getValue();
                findings.add(
                        s.answered(),
                        () ->
                                MoneyEvidence.vanished(
                                        history,
                                        earlier,
                                        s,
                                        e.payment(),
                                        CommitWords.change(e.account(), e.amount())));
                before.remove(); // Told once.
            }
        }
    }
}
