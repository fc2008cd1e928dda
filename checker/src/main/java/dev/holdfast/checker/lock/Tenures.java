package dev.holdfast.checker.lock;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the certain tenures of a history. O(n) plus the sort by beginning. */
final class Tenures {
    private final Map<Integer, Client> clients = new HashMap<>();
    private final Set<String> dead = new HashSet<>();
    private final List<Tenure> found = new ArrayList<>();

    private Tenures() {}

    /** A process that holds at least one lock, as far as it knows. */
    private static final class Client {
        private final List<Grant> open = new ArrayList<>(1);
        private Op lastAnswer;

        Client(Op lastAnswer) {
            this.lastAnswer = lastAnswer;
        }
    }

    /** All certain tenures of {@code history}, by beginning. */
    static List<Tenure> of(History history) {
        Tenures tenures = new Tenures();
        for (Op op : history.ops()) {
            tenures.observe(history, op);
        }
        for (Client client : tenures.clients.values()) {
            client.open.forEach(g -> tenures.end(g, client.lastAnswer));
        }
        tenures.found.sort(Comparator.comparingInt(Tenure::from));
        return tenures.found;
    }

    private void observe(History history, Op op) {
        if (op.isNemesis()) {
            if (isKill(op)) {
                kill(op.string("target"));
            }
            noteDeath(op, dead);
            return;
        }
        if (op.isInvoke()) {
            if (LockOps.isRelease(op)) {
                release(op);
            }
            return;
        }
        Client client = clients.get(op.process());
        if (client != null && op.type() != OpType.INFO) {
            client.lastAnswer = op;
        }
        if (op.isOk() && LockOps.isAcquire(op)) {
            Operation acquire = new Operation(history.op(history.invocationOf(op.index())), op);
            if (dead.contains(LockOps.agent(acquire))) {
                return; // the answer came, but nobody is left who believes it
            }
            if (client == null) {
                client = new Client(op);
                clients.put(op.process(), client);
            }
            client.open.add(new Grant(acquire, op));
        }
    }

    /** A killed agent remembers nothing; whoever answers in its name later is another one. */
    static boolean isKill(Op op) {
        return op.f().startsWith("start-kill") && "begin".equals(op.string("phase"));
    }

    /** Keeps {@code dead}, the agents that are killed and not yet started again. */
    static void noteDeath(Op op, Set<String> dead) {
        String target = op.string("target");
        if (target == null || !"begin".equals(op.string("phase"))) {
            return;
        }
        if (isKill(op)) {
            dead.add(target);
        } else if (op.f().startsWith("stop-kill")) {
            dead.remove(target);
        }
    }

    private void kill(@Nullable String agent) {
        for (Client client : clients.values()) {
            for (Iterator<Grant> i = client.open.iterator(); i.hasNext(); ) {
                Grant g = i.next();
                if (g.agent().equals(agent)) {
                    end(g, client.lastAnswer);
                    i.remove();
                }
            }
        }
    }

    private void release(Op invocation) {
        Client client = clients.get(invocation.process());
        if (client == null) {
            return;
        }
        String lock = LockOps.lock(invocation);
        for (ListIterator<Grant> i = client.open.listIterator(client.open.size());
                i.hasPrevious(); ) {
            Grant g = i.previous();
            if (LockOps.lock(g.invoked()).equals(lock)) {
                g.release(invocation);
                end(g, invocation);
                i.remove();
                if (LockOps.depth(g.invoked()) > 1) {
                    break; // what was acquired before is released by a release of its own
                }
            }
        }
        if (client.open.isEmpty()) {
            clients.remove(invocation.process());
        }
    }

    private void end(Grant grant, Op end) {
        found.add(new Tenure(grant, end));
    }
}
