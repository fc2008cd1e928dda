package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.verdict.Evidence;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gives the reason of a violation: by counting where counting is enough, by what one process or two
 * did where nobody else can change that, by the few operations that the decider named where these
 * say it all, else by the smallest counterexample that can be found.
 *
 * <p>Stateless; any thread. Deterministic as long as the time is enough.
 */
public final class Explainer {
    /** So few are searched at once, which also says what each state refuses. */
    private static final int FEW_CALLS = 100;

    private final Decider decider;
    private final Minimizer minimizer;

    /**
     * An explainer that lets {@code decider} check each step; see {@link Minimizer}.
     *
     * @param time for one explanation
     */
    public Explainer(Decider decider, Duration time) {
        this.decider = decider;
        this.minimizer = new Minimizer(decider, time);
    }

    /**
     * The proof of what was found about {@code h}, which is part of {@code history}.
     *
     * @param effort the account of the whole check, which this is a part of
     * @throws IllegalStateException if {@code h} is found linearizable when checked again
     */
    public Evidence explain(
            History history, Subhistory h, Finding.NotLinearizable found, Effort effort) {
        Tally tally = Tally.endingAt(found.blocked(), h);
        if (tally != null) {
            return TallyArgument.evidence(tally, history);
        }
        OwnCalls own = OwnCalls.at(found.blocked(), h);
        if (own != null) {
            return OwnCallsArgument.evidence(own, history);
        }
        OldToken token = OldToken.at(found.blocked(), h);
        if (token != null) {
            return token.evidence(history);
        }
        Evidence direct = h.calls() > FEW_CALLS ? ofMany(history, h, found.blocked()) : null;
        if (direct != null) {
            return direct;
        }
        Evidence clash = Clash.evidence(history, h, found, decider, effort);
        return clash != null ? clash : Argument.of(minimizer.minimize(h, found, effort), history);
    }

    /** What needs no search, and is said of few calls as well by the states that they leave. */
    private static @Nullable Evidence ofMany(History history, Subhistory h, int blocked) {
        Overlap overlap = Overlap.at(blocked, h);
        if (overlap != null) {
            return overlap.evidence(history);
        }
        Holdings holdings = Holdings.at(blocked, h);
        if (holdings != null) {
            return holdings.evidence(history);
        }
        WrongBalance balance = WrongBalance.at(blocked, h);
        return balance == null ? null : balance.evidence(history);
    }
}
