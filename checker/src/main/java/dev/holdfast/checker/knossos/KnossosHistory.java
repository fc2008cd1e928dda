package dev.holdfast.checker.knossos;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.io.EdnWriter;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.subhistory.Effects;
import dev.holdfast.checker.subhistory.Subhistory;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Knossos is to decide: a map of options, then a map for each object.
 *
 * <p>With a model of ours an operation is {@code :f :call} with the number of its effect as its
 * value: Knossos merges question and answer into one value, and would lose the process and what a
 * failure says. With a model of Knossos's operations are as they were recorded. Indices are those
 * of the whole history, and failed operations are left out (Knossos would leave them out too, but
 * first insist that a completion repeats the value of its invocation).
 */
final class KnossosHistory {
    private final Writer out;
    private final EdnWriter edn;

    private KnossosHistory(Writer out) {
        this.out = out;
        this.edn = new EdnWriter(out);
    }

    /**
     * Writes to {@code out}, which stays open. O(n).
     *
     * @param start the number of the first state of a model of ours
     * @param all whether Knossos goes on after the first object that is not valid
     */
    static void write(
            List<Subhistory> parts, KnossosOptions options, int start, boolean all, Writer out)
            throws IOException {
        KnossosHistory history = new KnossosHistory(out);
        out.append("{:algorithm :%s, :all? %b}%n".formatted(options.algorithm().label(), all));
        for (int i = 0; i < parts.size(); i++) {
            history.part(i, parts.get(i), options, start);
        }
        out.flush();
    }

    private void part(int number, Subhistory part, KnossosOptions options, int start)
            throws IOException {
        Optional<String> own =
                options.models() == ModelSource.KNOSSOS
                        ? OwnModels.expression(part)
                        : Optional.empty();
        out.append(
                "{:part %d, :start %d, :finite? %b, :own %s, :ops [%n"
                        .formatted(number, start, part.model().isFinite(), own.orElse("nil")));
        boolean isMutex = part.model() instanceof MutexModel;
        Effects effects = own.isEmpty() ? part.effects() : null;
        for (int i = 0; i < part.events(); i++) {
            int event = part.event(i);
            int call = event >= 0 ? event : ~event;
            Op op = event >= 0 ? part.invocation(call) : part.completion(call);
            if (op != null) {
                // Knossos's mutex reads no values, but would number each different one.
                write(isMutex ? withValue(op, null) : op, effects, call);
            }
        }
        out.append("]}\n");
    }

    private void write(Op op, @Nullable Effects effects, int call) throws IOException {
        if (effects == null) {
            edn.write(op);
            return;
        }
        OpType type = op.isInvoke() ? OpType.INVOKE : OpType.OK; // a test happened, too
        Op numbered = new Op(op.index(), Op.NO_TIME, op.process(), type, "call", null, null);
        edn.write(withValue(numbered, (long) effects.of(call)));
    }

    private static Op withValue(Op op, @Nullable Object value) {
        return new Op(op.index(), Op.NO_TIME, op.process(), op.type(), op.f(), value, null);
    }
}
