package dev.holdfast.checker.model;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The catalogue of models; a new one is one file and one line here. */
public final class Models {
    private static final String INIT = "init";
    private static final String NIL_READS = "nil-reads";
    private static final String LIMIT = "at-most";
    private static final int LONGEST_NAME = 60;

    private static final List<ModelEntry> ENTRIES =
            List.of(
                    entry(o -> Starts.register(o, false), INIT, NIL_READS),
                    entry(o -> Starts.register(o, true), INIT, NIL_READS),
                    entry(Starts::multiRegister, INIT, NIL_READS),
                    entry(o -> new MutexModel()),
                    entry(o -> new OwnerMutexModel(1, false)),
                    entry(o -> new OwnerMutexModel(1, true)),
                    entry(o -> new OwnerMutexModel(Starts.holds(o), false), LIMIT),
                    entry(o -> new OwnerMutexModel(Starts.holds(o), true), LIMIT),
                    entry(o -> new RwLockModel()),
                    entry(o -> new SemaphoreModel((int) Starts.permits(o)), LIMIT),
                    entry(o -> new WeightedSemaphoreModel(Starts.permits(o)), LIMIT),
                    entry(o -> new LeaseLockModel(LeaseTerms.usual(), o.leaseMillis()), "lease"),
                    entry(Starts::counter, INIT, NIL_READS),
                    entry(Starts::set, INIT, NIL_READS),
                    entry(o -> new QueueModel(Bag.of(Starts.elements(o))), INIT),
                    entry(o -> new FifoQueueModel(Fifo.of(Starts.elements(o))), INIT),
                    entry(o -> new DecisionModel()),
                    entry(Starts::bank, INIT, "overdraft"),
                    entry(o -> new GuardedStorageModel()),
                    entry(Starts::account, INIT),
                    entry(o -> new TokenModel()));

    private Models() {}

    private static ModelEntry entry(Function<ModelOptions, Model<?>> make, String... options) {
        String name = make.apply(ModelOptions.usual()).name();
        return new ModelEntry(name, List.of(options), make);
    }

    /** All models with what they read. */
    public static List<ModelEntry> entries() {
        return ENTRIES;
    }

    /** All models with the usual options. */
    public static List<Model<?>> all() {
        return ENTRIES.stream().<Model<?>>map(ModelEntry::usual).toList();
    }

    /**
     * The model called {@code name}.
     *
     * @throws IllegalArgumentException with one line that says what of the options does not fit, or
     *     names the known models, nearest first
     */
    public static Model<?> find(String name, ModelOptions options) {
        for (ModelEntry entry : ENTRIES) {
            if (entry.name().equals(name)) {
                Model<?> model = entry.make().apply(options);
                return options.independent() ? new IndependentModel<>(model) : model;
            }
        }
        String shown = clean(name);
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String known =
                ENTRIES.stream()
                        .map(ModelEntry::name)
                        .sorted(Comparator.comparingInt(n -> distance.apply(shown, n)))
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown model %s; known: %s".formatted(shown, known));
    }

    private static String clean(String name) {
        return name.codePoints()
                .limit(LONGEST_NAME)
                .filter(c -> !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Whether {@code model} is of this catalogue, and no one else's. In ours only a field of the
     * value names the object, such as its key or its lock, unless the model is independent by key.
     */
    public static boolean isOurs(Model<?> model) {
        return model.getClass().getPackage().equals(Models.class.getPackage());
    }

    /**
     * Checks that the operations of {@code history} are well-formed uses of {@code model}; those of
     * functions that it does not know are passed over. O(n).
     *
     * @throws BadHistoryException with one line about the first that is not
     */
    public static void requireWellFormed(Model<?> model, History history) {
        Set<String> functions = model.functions();
        for (Op op : history.ops()) {
            if (op.isInvoke() && !op.isNemesis() && functions.contains(op.f())) {
                String complaint = model.complaint(Operation.at(history, op.index()));
                if (complaint != null) {
                    throw new BadHistoryException(
                            op.index(), "op #%d, %s, %s".formatted(op.index(), op.f(), complaint));
                }
            }
        }
    }

    /** The functions of clients in {@code history} that {@code model} does not know. O(n). */
    public static Set<String> unknownFunctions(Model<?> model, History history) {
        Set<String> unknown = new TreeSet<>();
        for (Op op : history.ops()) {
            if (op.isInvoke() && !op.isNemesis() && !model.functions().contains(op.f())) {
                unknown.add(op.f());
            }
        }
        return unknown;
    }
}
