package dev.holdfast.env.containers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.processes.ProcessId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runner to which a container or network belongs, as its labels say.
 *
 * @param scope the machine, and the space in which its process numbers are unique: an engine may
 *     serve runners of several
 * @param runner its process
 */
record Owner(String scope, ProcessId runner) {

    /** What carries it is Holdfast's. */
    static final String LABEL = "dev.holdfast";

    private static final String SCOPE = LABEL + ".scope";
    private static final String PID = LABEL + ".pid";
    private static final String START = LABEL + ".start";

    /** This process. */
    static Owner self() {
        ProcessId self =
                ProcessId.of(ProcessHandle.current().pid())
                        .orElseThrow(
                                () -> new EnvironmentException("this process has no start time"));
        return new Owner(scopeHere(), self);
    }

    /** Whose labels these are, if they are a runner's. */
    static Optional<Owner> of(@Nullable Map<String, String> labels) {
        if (labels == null) {
            return Optional.empty();
        }
        String scope = labels.get(SCOPE);
        String pid = labels.get(PID);
        String start = labels.get(START);
        if (scope == null || pid == null || start == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Owner(scope, new ProcessId(Long.parseLong(pid), start)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Map<String, String> labels() {
        return Map.of(
                LABEL,
                "true",
                SCOPE,
                scope,
                PID,
                Long.toString(runner.pid()),
                START,
                runner.start());
    }

    /** Whether it is known to be gone: of a runner elsewhere nothing is known. */
    boolean isGone() {
        return scope.equals(scopeHere()) && !runner.isAlive();
    }

    private static String scopeHere() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        try {
            return host + "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            // Not Linux: process numbers are unique on the machine.
            return host;
        }
    }
}
