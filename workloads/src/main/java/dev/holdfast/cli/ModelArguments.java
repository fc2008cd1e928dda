package dev.holdfast.cli;

import dev.holdfast.checker.io.EdnText;
import dev.holdfast.checker.linear.Linearizability;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.IndependentModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.ModelOptions;
import dev.holdfast.checker.model.Models;
import dev.holdfast.checker.model.NilReads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what a history is held against, and what its operations mean. */
final class ModelArguments {
    @Option(
            names = {"--model", "-m"},
            required = true,
            paramLabel = "NAME",
            description =
                    "A model or checker of 'holdfast models', or a class of your own with --classpath.")
    private String name = "";

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Jars and folders with your own model.")
    private String classpath = "";

    @Option(
            names = "--init",
            paramLabel = "V",
            description = "What the object holds at first, as EDN: 0, nil, \"a\", {:a 10}.")
    private @Nullable String initial;

    @Option(
            names = "--fails",
            defaultValue = "lenient",
            paramLabel = "lenient|strict",
            description =
                    "What failed operations say: nothing, or that the object refused them (default:"
                            + " ${DEFAULT-VALUE}, as in Jepsen).")
    private Fails fails = Fails.LENIENT;

    @Option(
            names = "--nil-reads",
            defaultValue = "any",
            paramLabel = "any|initial",
            description =
                    "What a read that returned nil saw: unknown, or the value at first (default:"
                            + " ${DEFAULT-VALUE}, as in Jepsen).")
    private NilReads nilReads = NilReads.ANY;

    @Option(
            names = "--at-most",
            defaultValue = "0",
            paramLabel = "N",
            description = "Permits of a semaphore, or holds of a reentrant lock.")
    private long atMost;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            description = "The lease of grants that do not tell theirs.")
    private @Nullable Duration lease;

    @Option(names = "--overdraft", description = "Balances may fall below 0.")
    private boolean overdraft;

    @Option(
            names = "--independent",
            description = "Values are pairs [key value], as jepsen.independent makes them.")
    private boolean independent;

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "F",
            description = "Functions to leave out that the model does not know.")
    private Set<String> ignored = Set.of();

    String name() {
        return name;
    }

    Fails fails() {
        return fails;
    }

    /** The check that these options describe. */
    Linearizability check() {
        return Linearizability.of(model()).fails(fails).ignoring(ignored);
    }

    /** The model, ours or the user's. */
    Model<?> model() {
        if (UserModels.isClassName(name)) {
            requireNone(List.of());
            Model<?> own = UserModels.load(name, classpath);
            return independent ? new IndependentModel<>(own) : own;
        }
        if (!classpath.isEmpty()) {
            throw new IllegalArgumentException(
                    "--classpath is for a --model that is a class, such as com.acme.MyModel");
        }
        Models.entries().stream()
                .filter(e -> e.name().equals(name))
                .forEach(e -> requireNone(e.options()));
        return Models.find(name, options());
    }

    /** Whether the model is a class of the user's. */
    boolean isOwn() {
        return UserModels.isClassName(name);
    }

    /**
     * Refuses all options about models, for what is none.
     *
     * @throws IllegalArgumentException with one line that names the first
     */
    void requireNone() {
        requireNone(List.of());
        if (fails == Fails.STRICT || independent || !ignored.isEmpty()) {
            throw new IllegalArgumentException(
                    "--fails, --independent and --ignore are for models; %s is a checker"
                            .formatted(name));
        }
    }

    /** Refuses the options that are given and not {@code read}: they would do nothing, unseen. */
    private void requireNone(List<String> read) {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("init", initial != null);
        given.put("nil-reads", nilReads != NilReads.ANY);
        given.put("at-most", atMost != 0);
        given.put("lease", lease != null);
        given.put("overdraft", overdraft);
        given.forEach(
                (option, isGiven) -> {
                    if (isGiven && !read.contains(option)) {
                        throw new IllegalArgumentException(
                                "--%s means nothing for %s; 'holdfast models' tells who reads it"
                                        .formatted(option, name));
                    }
                });
    }

    private ModelOptions options() {
        if (atMost < 0) {
            throw new IllegalArgumentException("--at-most must be 1 or more");
        }
        ModelOptions options =
                ModelOptions.usual()
                        .withNilReads(nilReads)
                        .withLimit(atMost)
                        .withOverdraft(overdraft)
                        .withIndependent(independent)
                        .withLeaseMillis(lease == null ? null : (Long) lease.toMillis());
        return initial == null ? options : options.startingWith(EdnText.read(initial));
    }
}
