package dev.holdfast.checker.generate;

import dev.holdfast.checker.model.BankModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bank with the accounts of its model. */
final class LiveBank extends LiveObject {
    private static final Call READ = Call.read("read", null);

    private final Plan plan;
    private final boolean overdraft;
    private final List<String> accounts;
    private final Map<String, Long> balances;

    /** A bank that starts as {@code model} says; it needs an account at least. */
    LiveBank(BankModel model, Plan plan) {
        this.plan = plan;
        this.overdraft = model.overdraft();
        this.accounts = List.copyOf(model.start().keySet());
        this.balances = new TreeMap<>(model.start());
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("a bank without accounts; expected 1 or more");
        }
    }

    @Override
    Call next(int process, SplittableRandom random) {
        if (random.nextDouble() < plan.readShare()) {
            return READ;
        }
        return transfer(
                accounts.get(random.nextInt(accounts.size())),
                accounts.get(random.nextInt(accounts.size())),
                1 + random.nextInt(Math.max(1, plan.values())));
    }

    private static Call transfer(String from, String to, long amount) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("from", from);
        value.put("to", to);
        value.put("amount", amount);
        return Call.update("transfer", Collections.unmodifiableMap(value));
    }

    @Override
    Call nextRead(SplittableRandom random) {
        return READ;
    }

    @Override
    Answer perform(int process, Call call, long now) {
        if (call.isRead()) {
            return Answer.ok(Collections.unmodifiableMap(new LinkedHashMap<>(balances)));
        }
        Map<?, ?> value = (Map<?, ?>) call.argument();
        String from = (String) field(value, "from");
        long amount = (Long) field(value, "amount");
        if (!overdraft && balances.getOrDefault(from, 0L) < amount) {
            return Answer.fail(value, "not enough money");
        }
        balances.merge(from, -amount, Long::sum);
        balances.merge((String) field(value, "to"), amount, Long::sum);
        return Answer.ok(value);
    }

    private static Object field(@Nullable Map<?, ?> value, String name) {
        Object field = value == null ? null : value.get(name);
        if (field == null) {
            throw new IllegalStateException("a transfer without " + name);
        }
        return field;
    }

    @Override
    int scenes(HistoryKind kind) {
        return 2;
    }

    /**
     * Money vanishes with a transfer, or seems to in a read. No transfer explains another total, so
     * this stays certain beside transfers of unknown outcome, which a transfer without any effect
     * would not.
     */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        String rich = accounts.get(0);
        for (String account : accounts) {
            rich =
                    balances.getOrDefault(account, 0L) > balances.getOrDefault(rich, 0L)
                            ? account
                            : rich;
        }
        return scene == 0 ? transfer(rich, accounts.get(accounts.size() - 1), 1) : READ;
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (kind == HistoryKind.LATE_LOST_UPDATE && scene == 0) {
            balances.merge((String) field((Map<?, ?>) call.argument(), "from"), -1L, Long::sum);
            return Answer.ok(call.argument());
        }
        if (kind == HistoryKind.FLIPPED_RESULT && scene == 1) {
            Map<String, Long> shown = new LinkedHashMap<>(balances);
            shown.merge(accounts.get(0), 1L, Long::sum);
            return Answer.ok(Collections.unmodifiableMap(shown));
        }
        return perform(process, call, now);
    }
}
