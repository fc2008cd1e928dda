package dev.holdfast.cli;

import dev.holdfast.checker.lock.MutexOptions;
import dev.holdfast.checker.lock.StreamedMutexCheck;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.OwnerMutexModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks that need not hold the history in memory: those of mutexes that know their owner. */
final class StreamedCheck {
    /** A file of this share of the heap, or less, is read into memory. */
    private static final int SHARE_OF_HEAP = 4;

    private StreamedCheck() {}

    /** Whether {@code file} is too large to be read into memory with ease. */
    static boolean isLarge(Path file) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    /** The check of {@code model} from disk, if there is one. */
    static Optional<StreamedMutexCheck> of(Model<?> model, Fails fails) {
        return model instanceof OwnerMutexModel mutex && fails == Fails.LENIENT
                ? Optional.of(
                        new StreamedMutexCheck(
                                new MutexOptions(mutex.limit(), mutex.fenced(), fails)))
                : Optional.empty();
    }
}
