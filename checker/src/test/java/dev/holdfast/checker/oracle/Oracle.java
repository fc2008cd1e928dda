package dev.holdfast.checker.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.MultiChecker;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.io.JsonlWriter;
import dev.holdfast.checker.verdict.Evidence;
import dev.holdfast.checker.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares a decider with brute force on many random histories. */
final class Oracle {
    /** How many histories each decider is compared on. */
    static final long HISTORIES = Long.getLong("holdfast.oracle", 50_000);

    private Oracle() {}

    /**
     * @param isValid what brute force says
     * @param isProof whether the evidence alone, with all else optional, is still a violation
     */
    static void compare(
            long seed,
            Function<SplittableRandom, History> make,
            MultiChecker checker,
            Predicate<History> isValid,
            BiPredicate<History, Evidence> isProof) {
        compare(seed, make, checker::violations, isValid, isProof, 0.05);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            History h = make.apply(random);
            boolean invalid = checker.check(h) instanceof Verdict.Invalid;
            assertEquals(checker.violations(h).isEmpty(), !invalid, () -> text(seed, h));
        }
    }

    static void compare(
            long seed,
            Function<SplittableRandom, History> make,
            Function<History, List<Evidence>> violations,
            Predicate<History> isValid,
            BiPredicate<History, Evidence> isProof,
            double smallestShare) {
        SplittableRandom random = new SplittableRandom(seed);
        long valid = 0;
        for (long i = 0; i < HISTORIES; i++) {
            History h = make.apply(random);
            List<Evidence> found = violations.apply(h);
            boolean expected = isValid.test(h);
            valid += expected ? 1 : 0;
            assertEquals(expected, found.isEmpty(), () -> text(seed, h) + found);
            for (Evidence e : found) {
                assertTrue(isProof.test(h, e), () -> "no proof: " + e + text(seed, h));
                assertTrue(
                        e.argument().length() > 20
                                && !e.summary().isEmpty()
                                && !e.steps().isEmpty());
            }
        }
        double share = (double) valid / HISTORIES;
        assertTrue(share > smallestShare && share < 1 - smallestShare, "valid share " + share);
    }

    /** The invocations that the evidence names. */
    static Set<Integer> invocations(History h, Evidence e) {
        return e.ops().stream()
                .map(Op::index)
                .map(i -> h.op(i).isInvoke() ? i : h.invocationOf(i))
                .collect(Collectors.toSet());
    }

    /** The events that the evidence names. */
    static Set<Integer> indices(Evidence e) {
        return e.ops().stream().map(Op::index).collect(Collectors.toSet());
    }

    static String text(long seed, History h) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonlWriter out = new JsonlWriter(bytes)) {
            out.writeAll(h);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "\nseed " + seed + "\n" + bytes.toString(StandardCharsets.UTF_8);
    }
}
