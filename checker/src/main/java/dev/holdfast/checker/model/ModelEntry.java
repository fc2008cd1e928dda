package dev.holdfast.checker.model;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One line of the catalogue of models.
 *
 * @param name the name on the command line
 * @param options the options of {@link ModelOptions} that it reads, by their names on the command
 *     line
 * @param make makes the model; throws {@code IllegalArgumentException} with one line if the options
 *     do not fit
 */
public record ModelEntry(String name, List<String> options, Function<ModelOptions, Model<?>> make) {

    /** Copies the options. */
    public ModelEntry {
        options = List.copyOf(options);
    }

    /** The model with the usual options. */
    public Model<?> usual() {
        return make.apply(ModelOptions.usual());
    }

    /** One sentence. */
    public String summary() {
        return usual().summary();
    }

    /** The functions that it knows. */
    public Set<String> functions() {
        return usual().functions();
    }

    /** Whether it has few states, as {@link Model#isFinite} says. */
    public boolean isFinite() {
        return usual().isFinite();
    }
}
