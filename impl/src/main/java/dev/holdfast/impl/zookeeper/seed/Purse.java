package dev.holdfast.impl.zookeeper.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.branch.DamagedLogException;
import dev.holdfast.impl.commit.branch.ForcedLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accounts that are on disk, and payments agreed to that are in memory only. Whoever comes twice is
 * served twice. Safe for several threads.
 */
final class Purse implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final ForcedLog log;
    private final Map<String, Long> balances = new TreeMap<>();
    private final List<Statement.Entry> entries = new ArrayList<>();
    private final Map<String, Payment> agreed = new HashMap<>();

    private Purse(String name, ForcedLog log, Map<String, Long> opening) {
        this.name = name;
        this.log = log;
        balances.putAll(opening);
    }

    static Purse open(String name, Path file, Map<String, Long> opening) {
        List<String> lines = new ArrayList<>();
        Purse purse = new Purse(name, ForcedLog.open(file, lines::add), opening);
        for (String line : lines) {
            try {
                purse.show(JSON.readValue(line, new TypeReference<List<Statement.Entry>>() {}));
            } catch (JsonProcessingException e) {
                throw new DamagedLogException("no entries in " + file + ": " + e.getMessage(), e);
            }
        }
        return purse;
    }

    private synchronized void show(List<Statement.Entry> more) {
        for (Statement.Entry entry : more) {
            balances.merge(entry.account(), entry.amount(), Long::sum);
        }
        entries.addAll(more);
    }

    /** Agrees, and keeps aside what is needed; or says why not. */
    synchronized String keepAside(Payment payment) {
        for (Leg leg : payment.of(name)) {
            Long balance = balances.get(leg.account());
            if (balance == null) {
                return "no account " + leg.account() + " at " + name;
            }
            long free = balance + agreed.values().stream().mapToLong(p -> taken(p, leg)).sum();
            if (leg.amount() < 0 && free < -leg.amount() && !leg.account().equals(Payment.CASH)) {
                return "%s at %s has %d to give, not %d"
                        .formatted(leg.account(), name, free, -leg.amount());
            }
        }
        agreed.put(payment.id(), payment);
        return "";
    }

    private long taken(Payment payment, Leg like) {
        return payment.of(name).stream()
                .filter(leg -> leg.account().equals(like.account()) && leg.amount() < 0)
                .mapToLong(Leg::amount)
                .sum();
    }

    /** Whether it was agreed to and is not ended. */
    synchronized boolean keepsAsideFor(String payment) {
        return agreed.containsKey(payment);
    }

    /** Carries it out, or gives it up. */
    void end(String id, boolean isCommit) {
        Payment payment;
        synchronized (this) {
            payment = agreed.remove(id);
        }
        if (payment == null || !isCommit) {
            return;
        }
        List<Statement.Entry> more =
                payment.of(name).stream()
                        .map(leg -> new Statement.Entry(id, leg.account(), leg.amount()))
                        .toList();
        try {
            log.force(log.append(JSON.writeValueAsString(more)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not to be written: " + more, e);
        }
        show(more);
    }

    synchronized Statement statement() {
        return new Statement(balances, entries, List.copyOf(agreed.keySet()));
    }

    @Override
    public void close() {
        log.close();
    }
}
