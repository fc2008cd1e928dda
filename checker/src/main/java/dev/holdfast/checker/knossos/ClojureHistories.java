package dev.holdfast.checker.knossos;

import clojure.lang.IFn;
import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Converts histories between ours and Clojure's: collections of maps such as {@code {:index 0,
 * :time 5, :process 0, :type :invoke, :f :read, :value nil}}, as Jepsen and Knossos have them.
 *
 * <p>Needs Clojure on the class path of the calling thread. Safe for any thread.
 */
public final class ClojureHistories {
    private static final String NAMESPACE = "holdfast.history";

    private final IFn toOps;
    private final IFn toHistory;
    private final IFn completed;

    /**
     * Loads what it needs.
     *
     * @throws KnossosMissingException if Clojure is not there
     */
    public ClojureHistories() {
        this.toOps = Interop.function(NAMESPACE, "history->ops");
        this.toHistory = Interop.function(NAMESPACE, "ops->history");
        this.completed = Interop.function(NAMESPACE, "operation->op");
    }

    /** {@code history} as a persistent vector of maps. O(n). */
    public Object toClojure(History history) {
        return toOps.invoke(history);
    }

    /**
     * Any collection of operations as a history: maps, or records of Jepsen and Knossos. O(n).
     *
     * @throws BadHistoryException with one line that says why it cannot be one
     */
    public History fromClojure(Object ops) {
        return (History) toHistory.invoke(ops);
    }

    /** One operation as Knossos's models want it: with what it answered, where it is ok. */
    @Nullable Object completed(Operation operation) {
        return completed.invoke(operation);
    }
}
