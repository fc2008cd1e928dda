package dev.holdfast.impl.agent;

import java.io.IOException;
import java.time.Duration;

/** Ends the agent with the process that started it, so that none is left behind. */
final class Lifeline {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private Lifeline() {}

    static void guard(AgentArgs args) {
        if (args.stdinGuard()) {
            guardInput();
        }
        if (args.parent().isPresent()) {
            long parent = args.parent().getAsLong();
            daemon("parent-guard", () -> waitForEndOf(parent)).start();
        }
    }

    /** From now on the process ends when its standard input does. */
    static void guardInput() {
        daemon("stdin-guard", Lifeline::waitForEndOfInput).start();
    }

    /** Ends the agent in good order, or after a limit without. */
    static void end(Host host) {
        Thread closing = daemon("closing", host::close);
        closing.start();
        try {
            closing.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt();
    }

    private static void waitForEndOf(long parent) {
        ProcessHandle.of(parent).ifPresent(process -> process.onExit().join());
        halt();
    }

    private static void waitForEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Whatever comes says that the parent lives.
            }
        } catch (IOException e) {
            // As good as its end.
        }
        halt();
    }

    /** At once, without the hooks of an implementation that may hang. */
    private static void halt() {
        Runtime.getRuntime().halt(0);
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
