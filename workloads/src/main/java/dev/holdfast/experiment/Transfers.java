package dev.holdfast.experiment;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of transfers between accounts, from what the ledger has in the end.
 *
 * <p>Every write names the version that it read and a version of its own, which is the transfer's
 * id, so the last version of an account leads back through all writes that are in it. One that is
 * not on the way was overwritten by somebody who had not seen it: a lost update.
 *
 * @param lost updates of transfers that had been acknowledged
 * @param inPart transfers of which one account has its part and the other does not
 * @param difference how much money there is in the end more than in the beginning
 */
record Transfers(long lost, long inPart, long difference) {

    /**
     * Reckons. O(n).
     *
     * @param history with all reads and writes; the last read of an account is the final one
     * @param transfers ids, and whether each was acknowledged
     */
    static Transfers of(History history, Map<String, Boolean> transfers) {
        Map<String, Map<String, String>> before = new HashMap<>();
        Map<String, Op> last = new HashMap<>();
        Map<String, Long> first = new HashMap<>();
        for (Op op : history.ops()) {
            String account = op.string("account");
            if (account == null) {
                continue;
            }
            if (op.f().equals("write") && op.type() == OpType.INVOKE) {
                before.computeIfAbsent(account, a -> new HashMap<>())
                        .put(text(op, "to"), text(op, "from"));
            } else if (op.f().equals("read") && op.isOk()) {
                last.put(account, op);
                first.putIfAbsent(account, balance(op));
            }
        }
        Map<String, Set<String>> kept = new HashMap<>();
        last.forEach(
                (account, op) ->
                        kept.put(account, chain(op, before.getOrDefault(account, Map.of()))));
        return reckon(before, kept, transfers, difference(first, last));
    }

    private static Transfers reckon(
            Map<String, Map<String, String>> writes,
            Map<String, Set<String>> kept,
            Map<String, Boolean> transfers,
            long difference) {
        long lost = 0;
        long inPart = 0;
        for (Map.Entry<String, Boolean> transfer : transfers.entrySet()) {
            String id = transfer.getKey();
            List<String> accounts =
                    writes.keySet().stream()
                            .filter(a -> writes.getOrDefault(a, Map.of()).containsKey(id))
                            .toList();
            long there =
                    accounts.stream()
                            .filter(a -> kept.getOrDefault(a, Set.of()).contains(id))
                            .count();
            lost += transfer.getValue() ? accounts.size() - there : 0;
            inPart += there == 1 ? 1 : 0;
        }
        return new Transfers(lost, inPart, difference);
    }

    /** The writes that are in this version. */
    private static Set<String> chain(Op read, Map<String, String> before) {
        Set<String> kept = new HashSet<>();
        @Nullable String version = text(read, "version");
        while (version != null && kept.add(version)) {
            version = before.get(version);
        }
        return kept;
    }

    private static long difference(Map<String, Long> first, Map<String, Op> last) {
        return last.entrySet().stream()
                .mapToLong(e -> balance(e.getValue()) - first.getOrDefault(e.getKey(), 0L))
                .sum();
    }

    private static String text(Op op, String key) {
        String text = op.string(key);
        return text == null ? "" : text;
    }

    private static long balance(Op op) {
        Long balance = op.number("balance");
        return balance == null ? 0 : balance;
    }
}
