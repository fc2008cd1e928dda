package dev.holdfast.checker.model;

import dev.holdfast.checker.history.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A sequential specification: the states that an object can be in and what each operation makes of
 * them.
 *
 * <p>Pure: no state of its own, the same answer every time, any thread. It judges one operation as
 * if it happened at one instant; which order of instants explains a history is for checkers to
 * find. {@link #name}, {@link #functions}, {@link #initial} and {@link #step} make a model; the
 * rest makes its checks faster and its proofs readable.
 *
 * <p>Called from any thread. What it throws ends the check as unknown, never as valid. Limits are
 * looked at between steps: one that does not return is not ended by them.
 *
 * @param <S> the state; immutable, with {@code equals} and {@code hashCode}
 */
public interface Model<S> {

    /** The name in reports and on the command line. */
    String name();

    /** One sentence for a catalogue. */
    default String summary() {
        return name();
    }

    /** The functions it knows, for example {@code read} and {@code write}; not empty. */
    Set<String> functions();

    /** The state before the first operation. */
    S initial();

    /**
     * What {@code operation}, with the result that it had, makes of {@code state}.
     *
     * <p>Asked of operations that are ok; of operations of unknown outcome, whose result is null,
     * and then the answer is what happens <em>if</em> it happens; and, if fails are strict, of
     * failed operations: these are tests, which must leave the state as it is or be refused. A
     * model that does not know what a failure says answers with the same state.
     */
    Step<S> step(S state, Operation operation);

    /**
     * Whether {@code operation} leaves every state as it is in which it is not refused. If in doubt
     * false. Failed operations are tests and need not be asked about.
     */
    default boolean isReadOnly(Operation operation) {
        return false;
    }

    /**
     * What tells {@code operation} from others: operations of equal effect get the same answer from
     * {@link #step} in every state. Fewer different effects make searches faster. Has {@code
     * equals} and {@code hashCode}.
     */
    default Object effect(Operation operation) {
        return Effect.ofProcess(operation);
    }

    /**
     * Which of several independent objects {@code operation} is about, for example the lock or the
     * key; null if there is only one. Each object has a state of its own. Asked of operations as
     * invoked, without their completion.
     */
    default @Nullable Object part(Operation invoked) {
        return null;
    }

    /**
     * Whether only finitely many (and few) states can be reached by any number of repetitions of
     * the operations of one history. A register: yes, one for each value written. A queue: no. If
     * in doubt false.
     */
    default boolean isFinite() {
        return false;
    }

    /**
     * What the model means where others may mean something else, for a verdict to say: for example
     * {@code starts with nil; nil reads match anything}. Empty if there is nothing to say.
     */
    default String semantics() {
        return "";
    }

    /**
     * What is wrong with {@code operation} as a use of this model, and what would be right, as the
     * rest of a sentence that starts with the operation: for example {@code has no value; expected
     * the value to write, such as 3}. Null if it is well-formed. {@link #step} may throw if it is
     * asked about others. Asked of operations whose function the model knows.
     */
    default @Nullable String complaint(Operation operation) {
        return null;
    }

    /**
     * Whether {@link #complaint} can be other than null for an operation of function {@code f};
     * where it cannot, millions of operations need not be looked at. May be true though it cannot.
     */
    default boolean mayComplain(String f) {
        return true;
    }

    /** {@code state} in words, for example {@code held by process 3}. */
    default String describe(S state) {
        return String.valueOf(state);
    }

    /**
     * {@code operation} in words as the predicate of a sentence whose subject is its process, for
     * example {@code wrote 3} or {@code read 5}; of unknown outcome: {@code may have written 3}.
     * Values are shown as they are: callers make hostile ones harmless.
     */
    default String tell(Operation operation) {
        return Telling.plain(operation);
    }
}
