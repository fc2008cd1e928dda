package dev.holdfast.experiment;

import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.agent.StatementOutcome;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.workload.AgentPool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A payer who makes one payment at a time, and later asks what became of all. For one thread. */
final class Teller {
    private static final int SESSION = 0;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
    private static final long AGAIN_MILLIS = 50;

    private final AgentPool agents;
    private final Cast cast;

    Teller(AgentPool agents, Cast cast) {
        this.agents = agents;
        this.cast = cast;
    }

    /** Has the first coordinator carry it out; info if it does not say in time. */
    Outcome pay(Payment payment) throws InterruptedException {
        return await(agents.call(coordinator(), c -> c.pay(SESSION, payment)));
    }

    /**
     * The payments for which this participant has changed an account, once it is in doubt about
     * none; empty if it is still in doubt, or silent, when the limit is over.
     */
    Optional<Set<String>> payments(String participant, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        do {
            Optional<Statement> told = statement(participant);
            if (told.isPresent() && told.get().inDoubt().isEmpty()) {
                return Optional.of(
                        told.get().entries().stream()
                                .map(Statement.Entry::payment)
                                .collect(Collectors.toUnmodifiableSet()));
            }
            Thread.sleep(AGAIN_MILLIS);
        } while (System.nanoTime() < end);
        return Optional.empty();
    }

    private Optional<Statement> statement(String participant) throws InterruptedException {
        boolean isAgent = cast.agents(Role.PARTICIPANT).contains(participant);
        CompletableFuture<Optional<Statement>> told = new CompletableFuture<>();
        Outcome outcome =
                await(
                        agents.call(
                                isAgent ? participant : coordinator(),
                                c ->
                                        c.statement(SESSION, participant)
                                                .thenApply(answer -> keep(answer, told))));
        return outcome.type() == Outcome.Type.OK ? told.getNow(Optional.empty()) : Optional.empty();
    }

    private static Outcome keep(
            StatementOutcome answer, CompletableFuture<Optional<Statement>> told) {
        told.complete(answer.statement());
        return answer.outcome();
    }

    private String coordinator() {
        List<String> coordinators = cast.agents(Role.COORDINATOR);
        return coordinators.get(0);
    }

    private static Outcome await(CompletableFuture<Outcome> future) throws InterruptedException {
        try {
            return future.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Outcome.info("no answer within " + ANSWER_LIMIT.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an agent's answer failed", e);
        }
    }
}
