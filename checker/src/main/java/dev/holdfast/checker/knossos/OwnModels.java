package dev.holdfast.checker.knossos;

import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.model.FifoQueueModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.MultiRegisterModel;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.model.Nil;
import dev.holdfast.checker.model.NilReads;
import dev.holdfast.checker.model.QueueModel;
import dev.holdfast.checker.model.RegisterModel;
import dev.holdfast.checker.model.SetModel;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of our models Knossos has too, for histories of which both say the same.
 *
 * <p>They differ where an operation is strict about its failure, in values that name one of several
 * objects, in functions that only ours has, and in answers that are nil: Knossos's queue calls a
 * dequeue of unknown outcome one that returned nil, which it then refuses, and with that may call a
 * legal history invalid. There ours is used.
 */
final class OwnModels {
    /** What both models must agree about for one call. */
    private interface Shape {
        boolean fits(Op invocation, @Nullable Op completion);
    }

    private OwnModels() {}

    /** What Knossos's model is made of, for example {@code [:register nil]}; empty if none fits. */
    static Optional<String> expression(Subhistory part) {
        Model<?> model = part.model();
        if (model instanceof MutexModel) {
            return when(part, "[:mutex]", (invoked, completed) -> true);
        }
        if (part.part() != null) {
            return Optional.empty();
        }
        if (model instanceof RegisterModel register && register.nilReads() == NilReads.ANY) {
            return register(part, register);
        }
        if (model instanceof MultiRegisterModel registers
                && registers.nilReads() == NilReads.ANY
                && registers.start().isEmpty()) {
            return when(part, "[:multi-register]", OwnModels::isTransaction);
        }
        if (model instanceof SetModel set && set.start().isEmpty()) {
            return when(part, "[:set]", OwnModels::isOfSet);
        }
        if (model instanceof QueueModel queue && queue.start().isEmpty()) {
            return when(part, "[:unordered-queue]", OwnModels::isOfQueue);
        }
        if (model instanceof FifoQueueModel queue && queue.start().isEmpty()) {
            return when(part, "[:fifo-queue]", OwnModels::isOfQueue);
        }
        return Optional.empty();
    }

    private static Optional<String> when(Subhistory part, String expression, Shape shape) {
        for (int c = 0; c < part.calls(); c++) {
            if (part.isTest(c) || !shape.fits(part.invocation(c), part.completion(c))) {
                return Optional.empty();
            }
        }
        return Optional.of(expression);
    }

    private static Optional<String> register(Subhistory part, RegisterModel model) {
        Object start = model.start();
        String name = model.hasCas() ? ":cas-register" : ":register";
        if (start == Nil.NIL || start instanceof Long || start instanceof Boolean) {
            return when(part, "[%s %s]".formatted(name, start), OwnModels::isOfRegister);
        }
        return Optional.empty();
    }

    private static boolean isOfRegister(Op invocation, @Nullable Op completion) {
        boolean isCas = invocation.f().equals("cas");
        return isCas == (invocation.value() instanceof List<?> pair && pair.size() == 2)
                && !(invocation.value() instanceof Map)
                && (!isCas || isRepeated(invocation, completion));
    }

    /** Knossos takes the completion's value for the question too. */
    private static boolean isRepeated(Op invocation, @Nullable Op completion) {
        return completion == null
                || !completion.isOk()
                || String.valueOf(invocation.value()).equals(String.valueOf(completion.value()));
    }

    private static boolean isTransaction(Op invocation, @Nullable Op completion) {
        Object value =
                completion != null && completion.isOk() ? completion.value() : invocation.value();
        return invocation.f().equals("txn")
                && value instanceof List<?> accesses
                && accesses.stream().allMatch(OwnModels::isAccess);
    }

    private static boolean isAccess(@Nullable Object access) {
        return access instanceof List<?> parts
                && parts.size() == 3
                && parts.get(0) instanceof Keyword k
                && (k.name().equals("read") || k.name().equals("write"));
    }

    private static boolean isOfSet(Op invocation, @Nullable Op completion) {
        return switch (invocation.f()) {
            case "add" -> isRepeated(invocation, completion);
            case "read" -> completion != null && completion.value() instanceof List;
            default -> false;
        };
    }

    private static boolean isOfQueue(Op invocation, @Nullable Op completion) {
        return switch (invocation.f()) {
            case "enqueue" -> isRepeated(invocation, completion);
            case "dequeue" -> completion != null && completion.isOk() && completion.value() != null;
            default -> false;
        };
    }
}
