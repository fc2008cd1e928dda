package dev.holdfast.checker.knossos;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.decide.StoppedException;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knossos as one decider among ours, to be held against them: one process for each object.
 *
 * <p>Keeps to limits of its own; an {@link Effort} has no say in another process. Interrupting the
 * thread stops it. For a whole history {@link KnossosEngine} is the better way.
 */
public final class KnossosDecider implements Decider {
    private final KnossosOptions options;
    private final Limits limits;

    /** A decider that runs Knossos with {@code options}, within {@code limits} for each object. */
    public KnossosDecider(KnossosOptions options, Limits limits) {
        this.options = options;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "knossos-" + options.algorithm().label();
    }

    @Override
    public boolean isFor(Subhistory subhistory) {
        return subhistory.isPlain() && KnossosEngine.missing(options).isEmpty();
    }

    @Override
    public Finding decide(Subhistory subhistory, Effort effort) {
        KnossosRun.Result result = KnossosRun.of(List.of(subhistory), options, limits, false);
        if (Thread.currentThread().isInterrupted()) {
            throw new StoppedException("cancelled");
        }
        return result.answers().isEmpty()
                ? new Finding.Undecided(String.valueOf(result.stopped()))
                : finding(subhistory, result.answers().get(0));
    }

    static Finding finding(Subhistory subhistory, Answer answer) {
        return switch (answer.word()) {
            case "valid" -> new Finding.Linearizable();
            case "invalid" ->
                    new Finding.NotLinearizable(blocked(subhistory, answer.op()), List.of());
            default -> new Finding.Undecided("Knossos gave up: " + answer.cause());
        };
    }

    /** The call that the event at {@code index} completed, or the last one if there is none. */
    private static int blocked(Subhistory subhistory, int index) {
        int last = -1;
        for (int i = 0; i < subhistory.events(); i++) {
            int event = subhistory.event(i);
            if (event < 0) {
                last = ~event;
                @Nullable Op completion = subhistory.completion(last);
                if (completion != null && completion.index() == index) {
                    return last;
                }
            }
        }
        return last;
    }
}
