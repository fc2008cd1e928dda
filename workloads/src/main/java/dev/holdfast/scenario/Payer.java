package dev.holdfast.scenario;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.workload.PayProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * One payer of a script. After an operation of unknown outcome it goes on as a new process, as a
 * client that asks again does. For one operation at a time.
 */
final class Payer {
    private final Supplier<PayProcess> processes;
    private final Cast cast;
    private final ExecutorService threads;
    private PayProcess process;

    Payer(Supplier<PayProcess> processes, Cast cast, ExecutorService threads) {
        this.processes = processes;
        this.cast = cast;
        this.threads = threads;
        this.process = processes.get();
    }

    /** Has this coordinator carry the payment out. */
    void pays(String coordinator, Payment payment) {
        Stage.require("pay", coordinator, tries(coordinator, payment));
    }

    /** Asks for it; what comes of it is the script's to judge. */
    Outcome tries(String coordinator, Payment payment) {
        if (process.retired()) {
            process = processes.get();
        }
        return process.pay(coordinator, payment);
    }

    /** Asks for it; the script goes on. */
    CompletableFuture<Outcome> paying(String coordinator, Payment payment) {
        return CompletableFuture.supplyAsync(() -> tries(coordinator, payment), threads);
    }

    /** Asks for what a participant keeps: itself, or where it is a server this coordinator. */
    void looksAt(String participant, String coordinator) {
        boolean isAgent = cast.agents(Role.PARTICIPANT).contains(participant);
        String teller = isAgent ? participant : coordinator;
        if (process.retired()) {
            process = processes.get();
        }
        PayProcess.Said said = process.statement(teller, participant, PayProcess.When.DURING);
        if (said.statement().isEmpty()) {
            throw new EnvironmentException(
                    "%s does not say what %s keeps: %s".formatted(teller, participant, said.why()));
        }
    }
}
