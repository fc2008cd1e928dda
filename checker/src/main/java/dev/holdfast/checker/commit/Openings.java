package dev.holdfast.checker.commit;

import dev.holdfast.checker.explain.Words;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the accounts held in the beginning, by the first opening statement of each participant, or
 * by its first statement where there is none. An account that is not in it held nothing.
 */
final class Openings {
    private final Map<String, Statement> statements = new TreeMap<>();
    private final Map<String, Map<String, BigInteger>> bases = new HashMap<>();

    private Openings() {}

    static Openings of(Books books) {
        Openings openings = new Openings();
        for (Statement s : books.statements()) {
            Statement known = openings.statements.get(s.participant());
            if (known == null || (!known.is(Statement.OPENING) && s.is(Statement.OPENING))) {
                openings.statements.put(s.participant(), s);
            }
        }
        openings.statements.forEach((p, s) -> openings.bases.put(p, bases(s)));
        return openings;
    }

    /** What the accounts held before any of the entries of {@code statement}. */
    static Map<String, BigInteger> bases(Statement statement) {
        Map<String, Sum> sums = new HashMap<>();
        statement.forEachEntry(
                (payment, account, amount) ->
                        sums.computeIfAbsent(account, a -> new Sum()).add(amount));
        Map<String, BigInteger> bases = new TreeMap<>();
        statement.forEachBalance(
                (account, balance) -> bases.put(account, BigInteger.valueOf(balance)));
        sums.forEach((account, sum) -> bases.merge(account, sum.value().negate(), BigInteger::add));
        return bases;
    }

    /** The statement by which it is known; participants that made none have no accounts here. */
    Map<String, Statement> statements() {
        return statements;
    }

    BigInteger of(String participant, String account) {
        return ofAll(participant).getOrDefault(account, BigInteger.ZERO);
    }

    Map<String, BigInteger> ofAll(String participant) {
        return bases.getOrDefault(participant, Map.of());
    }

    /** Why it is not known of every participant. */
    Optional<String> missing() {
        return statements.values().stream()
                .filter(s -> !s.is(Statement.OPENING))
                .findFirst()
                .map(s -> "no opening statement of " + Words.name(s.participant()));
    }
}
