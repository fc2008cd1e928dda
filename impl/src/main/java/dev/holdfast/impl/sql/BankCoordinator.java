package dev.holdfast.impl.sql;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import java.util.List;
import java.util.Optional;

/**
 * What coordinators of banks have in common: decisions stand in the books of one bank, the
 * payment's home, from where every coordinator answers a payment that is sent again.
 */
public abstract class BankCoordinator implements CommitNode {
    protected final CommitSite site;
    protected final Banks banks;

    protected BankCoordinator(CommitSite site, Banks banks) {
        this.site = site;
        this.banks = banks;
    }

    @Override
    public final Answer pay(Payment payment) throws InterruptedException {
        banks.require(payment);
        Optional<Answer> before = Banks.decided(home(payment), payment.id());
        return before.isPresent() ? before.get() : carryOut(payment);
    }

    /** Whose books say what was decided: the same bank whenever this payment is sent. */
    protected abstract Bank home(Payment payment);

    /** Carries out a payment of which nothing is known, or another coordinator is at it. */
    protected abstract Answer carryOut(Payment payment) throws InterruptedException;

    /**
     * Decides that a payment of which nothing is left does not happen.
     *
     * @return what stands decided, which may be something else
     */
    protected final Answer abort(Payment payment, String reason) {
        Answer[] standing = {Answer.aborted(reason)};
        site.journal()
                .step(
                        Step.DECISION_FORCED,
                        payment.id(),
                        site.name(),
                        () -> {
                            Optional<Answer> others =
                                    home(payment)
                                            .alone(
                                                    books ->
                                                            Books.decide(
                                                                            books,
                                                                            payment.id(),
                                                                            standing[0])
                                                                    ? Optional.empty()
                                                                    : Books.decided(
                                                                            books, payment.id()));
                            standing[0] = others.orElse(standing[0]);
                            return others.isPresent() ? "" : "abort";
                        });
        return standing[0];
    }

    @Override
    public final Statement statement(String participant) {
        Bank bank = banks.of(participant);
        // First: what is in doubt now and done in a moment is better told twice than not at all.
        List<String> inDoubt = inDoubt(bank);
        Statement kept = Banks.statement(bank);
        return new Statement(
                kept.balances(),
                kept.entries(),
                inDoubt.stream().distinct().filter(id -> isOpen(id, kept)).toList());
    }

    /** The payments that {@code bank} has promised or been promised, and that are not over. */
    protected abstract List<String> inDoubt(Bank bank);

    /** Whether what was in doubt a moment ago still is, going by what the bank keeps now. */
    protected boolean isOpen(String payment, Statement kept) {
        return kept.entries().stream().noneMatch(entry -> entry.payment().equals(payment));
    }

    @Override
    public void close() {
        banks.close();
    }
}
