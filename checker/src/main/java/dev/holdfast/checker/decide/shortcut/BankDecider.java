package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.BankModel;
import dev.holdfast.checker.subhistory.Subhistory;

/**
 * Finds the reads of a bank that nothing can explain; where there is none it is undecided.
 *
 * <p>To decide a bank is NP-hard where transfers are of unknown outcome. O(reads * accounts +
 * transfers).
 */
final class BankDecider extends Shortcut<BankModel> {
    /** So many calls cannot move more than a long holds. */
    private static final long MOST = 1L << 40;

    private static final int MOST_CALLS = 1 << 22;

    BankDecider() {
        super("bank", BankModel.class);
    }

    @Override
    boolean fits(Subhistory h, BankModel model) {
        boolean isSmall =
                h.calls() <= MOST_CALLS
                        && model.start().size() <= MOST_CALLS
                        && model.start().values().stream().allMatch(b -> -MOST <= b && b <= MOST);
        for (int call = 0; call < h.calls() && isSmall; call++) {
            Op in = h.invocation(call);
            if (BankSweep.isTransfer(in)) {
                Long amount = in.number("amount");
                isSmall = amount != null && amount >= 0 && amount <= MOST;
            }
        }
        return isSmall;
    }

    @Override
    Finding decide(Subhistory h, BankModel model, Effort effort) {
        Finding found = new BankSweep(h, model).run(effort);
        return found instanceof Finding.NotLinearizable
                ? found
                : new Finding.Undecided("each read alone could be explained");
    }
}
