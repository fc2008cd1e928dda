package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The banks that one coordinator reaches, each over a link of its own. Safe for several threads.
 */
public final class Banks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Banks.class);

    private final CommitSite site;
    private final Map<String, Bank> banks = new LinkedHashMap<>();

    /**
     * Makes the tables where they are not there; a bank that is away makes them later.
     *
     * @param isOnce whether the databases see to it that a payment changes an account only once
     * @param more the statements that make the protocol's own tables unless they are there
     */
    public Banks(CommitSite site, boolean isOnce, List<String> more) {
        this.site = site;
        for (String name : site.cast().participants()) {
            Map<String, Long> opening =
                    Optional.ofNullable(site.opening().get(name)).orElse(Map.of());
            Bank bank =
                    new Bank(
                            name,
                            site.services().of(name),
                            site.patience(),
                            new Tables(opening, isOnce, more));
            banks.put(name, bank);
            try {
                boolean unused = bank.transaction(connection -> true);
            } catch (BankException e) {
                log.warn("{} is away and gets its tables later", name, e);
            }
        }
    }

    /** All of them, in the order of the cast. */
    public List<Bank> all() {
        return List.copyOf(banks.values());
    }

    /** The bank of this name, which is one of the cast. */
    public Bank of(String name) {
        Bank bank = banks.get(name);
        if (bank == null) {
            throw new DefiniteFailureException("no participant " + name);
        }
        return bank;
    }

    /** Those that take part in {@code payment}, in the order of the cast. */
    public List<Bank> of(Payment payment) {
        List<String> names = payment.participants();
        return all().stream().filter(bank -> names.contains(bank.name())).toList();
    }

    /**
     * Those that take part in {@code payment}, the ones that might refuse it first: they have to
     * give money, and not of the world outside.
     */
    List<Bank> givingFirst(Payment payment) {
        List<Bank> ordered = new ArrayList<>();
        List<Bank> takers = new ArrayList<>();
        for (Bank bank : of(payment)) {
            boolean gives = payment.of(bank.name()).stream().anyMatch(Banks::mayRefuse);
            (gives ? ordered : takers).add(bank);
        }
        ordered.addAll(takers);
        return ordered;
    }

    /** Whether there may not be enough for it. */
    static boolean mayRefuse(Leg leg) {
        return leg.amount() < 0 && !leg.account().equals(Payment.CASH);
    }

    /**
     * That this can be carried out at all.
     *
     * @throws DefiniteFailureException if not: neither now nor ever, since no account is opened
     *     later
     */
    public void require(Payment payment) {
        payment.fault()
                .ifPresent(
                        why -> {
                            throw new DefiniteFailureException(why);
                        });
        for (Leg leg : payment.legs()) {
            Map<String, Long> accounts = site.opening().get(of(leg.participant()).name());
            if (accounts == null || !accounts.containsKey(leg.account())) {
                throw new DefiniteFailureException(
                        "no account " + leg.account() + " at " + leg.participant());
            }
        }
    }

    /** What stands decided on a payment in the books of {@code home}. */
    public static Optional<Answer> decided(Bank home, String payment) {
        return home.alone(connection -> Books.decided(connection, payment));
    }

    /** What a bank keeps, with nothing in doubt. */
    public static Statement statement(Bank bank) {
        return bank.alone(Books::statement);
    }

    @Override
    public void close() {
        banks.values().forEach(Bank::close);
    }
}
