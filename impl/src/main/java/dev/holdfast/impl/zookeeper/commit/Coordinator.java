package dev.holdfast.impl.zookeeper.commit;

import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Step;
import java.util.Optional;

/** Publishes payments and waits for their decisions, which it makes where it can. */
final class Coordinator implements CommitNode {
    private final CommitSite site;
    private final Register register;

    Coordinator(CommitSite site, Register register) {
        this.site = site;
        this.register = register;
    }

    @Override
    public Answer pay(Payment payment) throws InterruptedException {
        site.require(payment);
        site.journal()
                .<InterruptedException>step(
                        Step.PREPARE_SENT,
                        payment.id(),
                        site.name(),
                        () -> {
                            register.publish(payment);
                            return "";
                        });
        long end = System.nanoTime() + site.patience().toNanos();
        Hint hint = new Hint();
        while (true) {
            Optional<Register.View> seen = register.look(payment.id(), hint);
            if (seen.isPresent() && seen.get().answer().isPresent()) {
                return seen.get().answer().get();
            }
            Optional<Answer> outcome = seen.flatMap(Register.View::outcome);
            if (outcome.isEmpty() && System.nanoTime() > end) {
                outcome = Optional.of(Answer.aborted("not all have voted in time"));
            }
            if (outcome.isPresent() && seen.isPresent()) {
                decide(seen.get().payment(), outcome.get());
            } else {
                hint.await(site.patience().dividedBy(Participant.LOOKS));
            }
        }
    }

    private void decide(Payment payment, Answer answer) throws InterruptedException {
        site.journal()
                .<InterruptedException>step(
                        Step.DECISION_FORCED,
                        payment.id(),
                        site.name(),
                        () -> {
                            boolean isOurs = register.decide(payment, answer);
                            return !isOurs ? "" : answer.isCommitted() ? "commit" : "abort";
                        });
    }

    @Override
    public void close() {
        register.close();
    }
}
