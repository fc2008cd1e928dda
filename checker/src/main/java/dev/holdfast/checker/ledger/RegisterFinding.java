package dev.holdfast.checker.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a register did wrong, before it is put in words.
 *
 * @param kind one of {@code Kinds}
 * @param culprits the accesses that cannot all be: for a lost update the two writes, for a wrong
 *     order the one that came too early and then the one that should have come before it
 * @param way the accesses that link them or show that they happened
 * @param older the version that the second culprit touched, if the order is wrong
 */
record RegisterFinding(
        String kind, List<Access> culprits, List<Access> way, @Nullable Version older) {}
