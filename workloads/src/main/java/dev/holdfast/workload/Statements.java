package dev.holdfast.workload;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.record.Recorder;
import dev.holdfast.record.Seeds;
import dev.holdfast.workload.PayProcess.Said;
import dev.holdfast.workload.PayProcess.When;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks all participants what they keep, at the beginning of a run and at its end. */
public final class Statements {
    private static final int ATTEMPTS = 20;
    private static final long AGAIN_MILLIS = 200;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** Ids that no payer can have: payers go on in steps of their number. */
    private static final int FIRST_ID = 1_000_000_000;

    private static final int QUIET_SESSION = FIRST_ID - 1;

    /** As many leases as everybody has to come out of doubt once all faults are over. */
    private static final int QUIET_LEASES = 10;

    private final LoadPlan plan;
    private final Cast cast;
    private final AgentPool agents;
    private final Recorder recorder;
    private final Random random;
    private int next = FIRST_ID;

    /** Those of the run of this plan, whose {@link LoadPlan#cast} must be there. */
    public Statements(LoadPlan plan, Cast cast, AgentPool agents, Recorder recorder) {
        this.plan = plan;
        this.cast = cast;
        this.agents = agents;
        this.recorder = recorder;
        this.random = Seeds.stream(plan.seed(), "statements");
    }

    /**
     * Has all of them say what they begin with.
     *
     * @return who could not even be asked and why, or empty; who answers and says nothing has that
     *     in the history, where it is for checkers to tell what cannot be known without it
     */
    public String open() {
        return all(When.OPENING);
    }

    /** Waits until nobody is in doubt any more, or long enough; then has all of them say. */
    public void close() throws InterruptedException {
        long limitNs = TimeUnit.MILLISECONDS.toNanos(QUIET_LEASES * plan.leaseMillis());
        long startNs = System.nanoTime();
        while (!isQuiet() && System.nanoTime() - startNs < limitNs) {
            Thread.sleep(AGAIN_MILLIS);
        }
        String unused = all(When.FINAL);
    }

    private String all(When when) {
        for (String participant : cast.participants()) {
            Said said = new Said(Optional.empty(), "");
            for (int attempt = 0; said.statement().isEmpty() && attempt < ATTEMPTS; attempt++) {
                PayProcess asker =
                        new PayProcess(next++, agents, recorder, Waiting.Deadline.of(ANSWER_LIMIT));
                String teller = PaymentsWorkload.teller(cast, participant, random);
                said = asker.statement(teller, participant, when);
            }
            if (said.isNobodyThere()) {
                return "%s cannot be asked what it keeps: %s".formatted(participant, said.why());
            }
        }
        return "";
    }

    /** Whether all answer, and none is in doubt; not written down. */
    private boolean isQuiet() {
        for (String participant : cast.participants()) {
            AtomicReference<@Nullable Statement> told = new AtomicReference<>();
            String teller = PaymentsWorkload.teller(cast, participant, random);
            var unused =
                    Waiting.await(
                            agents.call(
                                    teller,
                                    c ->
                                            c.statement(QUIET_SESSION, participant)
                                                    .thenApply(
                                                            answer -> {
                                                                told.set(
                                                                        answer.statement()
                                                                                .orElse(null));
                                                                return answer.outcome();
                                                            })),
                            Waiting.Deadline.of(ANSWER_LIMIT));
            Statement statement = told.get();
            if (statement == null || !statement.inDoubt().isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
