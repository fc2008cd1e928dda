package dev.holdfast.checker.ledger;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.GuardedStorageModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A read or a write of one account.
 *
 * <p>Its interval is {@code from} to {@code to} in event indices; {@code to} is {@link
 * Integer#MAX_VALUE} where the outcome is unknown.
 */
final class Access {
    private final Operation operation;
    private final int from;
    private final int to;

    private Access(Operation operation) {
        this.operation = operation;
        this.from = operation.invocation().index();
        Op end = operation.completion();
        this.to = end == null || end.type() == OpType.INFO ? Integer.MAX_VALUE : end.index();
    }

    /** All reads and writes of {@code history} by account, each by invocation. O(n). */
    static Map<String, List<Access>> byAccount(History history) {
        Map<String, List<Access>> accounts = new LinkedHashMap<>();
        for (Op op : history.ops()) {
            if (op.isInvoke() && !op.isNemesis() && (isRead(op) || isWrite(op))) {
                String account = op.string("account");
                accounts.computeIfAbsent(account == null ? "" : account, a -> new ArrayList<>())
                        .add(new Access(Operation.at(history, op.index())));
            }
        }
        return accounts;
    }

    private static boolean isRead(Op op) {
        return op.f().equals("read");
    }

    private static boolean isWrite(Op op) {
        return op.f().equals("write");
    }

    Operation operation() {
        return operation;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    boolean isWrite() {
        return isWrite(operation.invocation());
    }

    boolean isOk() {
        return operation.outcome() == OpType.OK;
    }

    boolean isFail() {
        return operation.outcome() == OpType.FAIL;
    }

    /** Whether the storage's guard refused its token. */
    boolean isStale() {
        return GuardedStorageModel.isStale(operation);
    }

    /** The version that it read or replaced; null if it says none. */
    @Nullable Object seen() {
        return operation.get(isWrite() ? "from" : "version");
    }

    /** The version that it wrote; null for a read. */
    @Nullable Object made() {
        return isWrite() ? operation.get("to") : null;
    }

    @Nullable Long token() {
        return operation.number("token");
    }

    int process() {
        return operation.process();
    }

    String agent() {
        String agent = operation.string("agent");
        return agent == null ? "" : agent;
    }

    /** The event that shows what became of it. */
    Op end() {
        Op completion = operation.completion();
        return completion == null ? operation.invocation() : completion;
    }

    /** {@code write #14}. */
    String label() {
        return Words.name(operation.f()) + " #" + from;
    }

    /** The account in a sentence. */
    static String account(String account) {
        return account.isEmpty() ? "the account" : "account " + Words.name(account);
    }
}
