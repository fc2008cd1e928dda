package dev.holdfast.impl.agent;

import dev.holdfast.impl.subject.DefiniteFailureException;
import java.util.concurrent.Callable;

/** The one place where an exception becomes an outcome: fail if told so, else info. */
final class Classifier {
    private Classifier() {}

    /** Runs {@code call} and turns whatever it throws into an outcome. */
    static Outcome run(Callable<Outcome> call) {
        // A flag that the last call left behind must not interrupt this one.
        Thread.interrupted();
        try {
            return call.call();
        } catch (DefiniteFailureException e) {
            return Outcome.fail(e.getMessage() == null ? "refused" : e.getMessage());
        } catch (Throwable e) {
            // A user's implementation may throw anything, and each call must have its answer.
            return Outcome.info(describe(e));
        }
    }

    /** The class's simple name and the first line of its message. */
    static String describe(Throwable error) {
        String message = error.getMessage();
        String name = error.getClass().getSimpleName();
        return Outcome.oneLine(message == null ? name : name + ": " + message.strip());
    }
}
