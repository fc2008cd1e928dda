package dev.holdfast.impl.agent;

import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.ledger.Ledger;
import dev.holdfast.impl.ledger.RedisLedger;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Subject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of an agent process: hosts one implementation and prints exactly one line.
 *
 * <p>{@code HOLDFAST-AGENT READY port} once it serves, or {@code HOLDFAST-AGENT ERROR reason} and
 * exit 254. {@code describe --subject X} prints a {@link SubjectDescription} instead and exits 0.
 * Everything else that the implementation prints goes to standard error.
 */
public final class AgentMain {

    /** What the one line starts with when the agent serves; the port follows. */
    public static final String READY = "HOLDFAST-AGENT READY ";

    /** What the one line starts with when it does not; the reason follows. */
    public static final String ERROR = "HOLDFAST-AGENT ERROR ";

    private static final int BAD_ARGUMENTS = 254;

    private AgentMain() {}

    /** See the README of this module for the arguments. */
    public static void main(String[] args) {
        PrintStream line = System.out;
        System.setOut(System.err);
        AgentLog.use();
        List<String> list = List.of(args);
        try {
            if (!list.isEmpty() && list.get(0).equals("describe")) {
                describe(list.subList(1, list.size()), line);
            } else {
                run(AgentArgs.parse(list), line);
            }
        } catch (AgentException e) {
            if (list.contains("--verbose")) {
                e.printStackTrace(System.err);
            }
            line.println(ERROR + Outcome.oneLine(String.valueOf(e.getMessage())));
            line.flush();
            Runtime.getRuntime().halt(BAD_ARGUMENTS);
        }
    }

    private static void describe(List<String> args, PrintStream line) {
        int at = args.indexOf("--subject");
        if (at < 0 || at + 1 >= args.size()) {
            throw new AgentException("describe needs --subject NAME");
        }
        if (args.contains("--stdin-guard")) {
            Lifeline.guardInput();
        }
        Subject system = Subjects.load(args.get(at + 1));
        line.println(guarded("description", () -> SubjectDescription.of(system).toJson()));
        line.flush();
        // The implementation may have left threads behind.
        Runtime.getRuntime().halt(0);
    }

    private static void run(AgentArgs args, PrintStream line) {
        Lifeline.guard(args);
        AgentSpec spec = args.spec();
        Host host = host(Subjects.load(spec.subject()), args);
        AgentServer server;
        try {
            server =
                    new AgentServer(
                            new InetSocketAddress(args.controlHost(), args.controlPort()),
                            host,
                            () -> Lifeline.end(host));
        } catch (IOException e) {
            throw new AgentException(
                    "cannot listen on "
                            + args.controlHost()
                            + ":"
                            + args.controlPort()
                            + ": "
                            + e.getMessage(),
                    e);
        }
        line.println(READY + server.port());
        line.flush();
        server.warmUp();
        server.serve();
    }

    private static Host host(Subject subject, AgentArgs args) {
        AgentSpec spec = args.spec();
        if (subject instanceof LockSystem lock && spec.part() instanceof LockPart part) {
            LockClient client = guarded("connect", () -> connected(lock, spec, part));
            return new LockHost(client, guarded("ledger", () -> ledger(client, lock, spec, part)));
        }
        if (subject instanceof CommitSystem commit && spec.part() instanceof CommitPart part) {
            return guarded(
                    "start", () -> CommitHost.start(commit, spec, part, args.batchesJournal()));
        }
        throw new AgentException(
                spec.subject()
                        + (subject instanceof LockSystem
                                ? " is a lock, and plays no part in a commit protocol"
                                : " is a commit protocol, and needs --role"));
    }

    /** The implementation's own where it is one: a lock that ends with the write that it is for. */
    private static Ledger ledger(
            LockClient client, LockSystem system, AgentSpec spec, LockPart part) {
        return client instanceof Ledger own
                ? own
                : new RedisLedger(spec.endpoints().of(part.ledger()), system.guard());
    }

    private static LockClient connected(LockSystem system, AgentSpec spec, LockPart part) {
        LockOptions options = new LockOptions(spec.name(), part.lease());
        @Nullable LockClient client = system.connect(spec.endpoints(), options);
        if (client == null) {
            throw new AgentException(spec.subject() + " returned null instead of a client");
        }
        return client;
    }

    /** Runs the implementation's own code; whatever it throws becomes one clear line. */
    private static <T> T guarded(String what, java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (AgentException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            throw new AgentException(what + " failed: " + Classifier.describe(e), e);
        }
    }
}
