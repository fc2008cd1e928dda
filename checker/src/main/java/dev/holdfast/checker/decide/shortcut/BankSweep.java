package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.BankModel;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is necessary of each read of a bank by itself.
 *
 * <p>It shows the accounts that there are; their total is that at first; without overdraft none has
 * less than 0, or than it had at first; and each has what it had at first, with every transfer that
 * returned before the read was invoked, with some of those that were open during the read or stay
 * of unknown outcome, and with no other.
 */
final class BankSweep extends Sweep {
    private static final int NONE = -1;

    private final boolean overdraft;
    private final Map<String, Integer> accounts = new HashMap<>();
    private final long[] start;
    private final long total;

    /** By account what certainly came and went by now, and what at most. */
    private final long[] cameSurely;

    private final long[] wentSurely;
    private final long[] cameAtMost;
    private final long[] wentAtMost;

    /** By read: what certainly came, then what certainly went, when it was invoked. */
    private final Map<Integer, long[]> before = new HashMap<>();

    BankSweep(Subhistory h, BankModel model) {
        super(h);
        overdraft = model.overdraft();
        start = model.start().values().stream().mapToLong(Long::longValue).toArray();
        total = Arrays.stream(start).sum();
        for (String name : model.start().keySet()) {
            accounts.put(name, accounts.size());
        }
        cameSurely = new long[start.length];
        wentSurely = new long[start.length];
        cameAtMost = new long[start.length];
        wentAtMost = new long[start.length];
    }

    static boolean isTransfer(Op invocation) {
        return invocation.f().equals("transfer");
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        if (!isTransfer(h.invocation(call))) {
            if (!h.isOptional(call)) {
                long[] surely = Arrays.copyOf(cameSurely, 2 * start.length);
                System.arraycopy(wentSurely, 0, surely, start.length, start.length);
                before.put(call, surely);
            }
        } else if (!h.isTest(call)) {
            move(call, wentAtMost, cameAtMost);
        }
        return null;
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        if (isTransfer(h.invocation(call))) {
            if (!h.isTest(call)) {
                move(call, wentSurely, cameSurely);
            }
            return null;
        }
        long[] surely = before.remove(call);
        Op out = h.completion(call);
        return surely != null && out != null && out.isOk() && out.value() instanceof Map<?, ?> seen
                ? read(call, seen, surely)
                : null;
    }

    private void move(int transfer, long[] went, long[] came) {
        Operation operation = h.operation(transfer);
        Integer from = accounts.get(BankModel.from(operation));
        Integer to = accounts.get(BankModel.to(operation));
        if (from == null || to == null) {
            throw new IllegalArgumentException(
                    "op #%d names no account that there is"
                            .formatted(h.invocation(transfer).index()));
        }
        went[from] += BankModel.amount(operation);
        came[to] += BankModel.amount(operation);
    }

    private @Nullable NotLinearizable read(int call, Map<?, ?> seen, long[] surely) {
        int found = 0;
        int odd = NONE;
        long sum = 0;
        boolean isNegative = false;
        for (Map.Entry<String, Integer> each : accounts.entrySet()) {
            Object balance = seen.get(each.getKey());
            int account = each.getValue();
            long shown = balance instanceof Long n ? n : 0;
            found += balance == null ? 0 : 1;
            sum += shown;
            isNegative |= !overdraft && shown < Math.min(0, start[account]);
            long least = surely[account] - wentAtMost[account];
            long most = cameAtMost[account] - surely[start.length + account];
            if (shown - start[account] < least || shown - start[account] > most) {
                odd = account;
            }
        }
        if (found != seen.size() || sum != total || isNegative) {
            return Core.of(h, call).blocked();
        }
        return odd == NONE ? null : about(odd).add(call).blockedAt(call);
    }

    /** All transfers of {@code account}: a later one too could explain the read if it were free. */
    private Core about(int account) {
        return new Core(h)
                .addAll(
                        call -> {
                            Op in = h.invocation(call);
                            if (!isTransfer(in) || h.isTest(call)) {
                                return false;
                            }
                            Operation transfer = new Operation(in, null);
                            return isOf(account, BankModel.from(transfer))
                                    || isOf(account, BankModel.to(transfer));
                        });
    }

    private boolean isOf(int account, String name) {
        Integer number = accounts.get(name);
        return number != null && number == account;
    }
}
