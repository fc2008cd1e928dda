package dev.holdfast.impl.agent;

import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An agent in a JVM of its own, as an environment starts it. */
public final class AgentProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final BufferedReader out;

    /** The one line that it printed. */
    final String line;

    private AgentProcess(List<String> args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        String surefire = System.getProperty("surefire.test.class.path");
        command.add("-cp");
        command.add(surefire == null ? System.getProperty("java.class.path") : surefire);
        command.add(AgentMain.class.getName());
        command.addAll(args);
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        line = String.valueOf(out.readLine());
    }

    /** Runs {@link AgentMain} with these arguments. */
    static AgentProcess run(String... args) {
        try {
            return new AgentProcess(List.of(args));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an agent that ends with its standard input. */
    public static AgentProcess host(String subject, Endpoints endpoints, String... more) {
        AgentSpec spec =
                new AgentSpec(
                        "agent-1",
                        subject,
                        endpoints,
                        new LockPart(Duration.ofSeconds(2), "ledger"));
        List<String> args = new ArrayList<>(spec.toArgs());
        args.addAll(List.of("--control", "127.0.0.1:0", "--stdin-guard"));
        args.addAll(Arrays.asList(more));
        return run(args.toArray(new String[0]));
    }

    /** Connects to it once it is ready. */
    public AgentConnection connect() {
        if (!line.startsWith(AgentMain.READY)) {
            throw new AssertionError(line);
        }
        int port = Integer.parseInt(line.substring(AgentMain.READY.length()));
        return AgentConnection.open(new Address("127.0.0.1", port), LIMIT);
    }

    /** kill -9. */
    public void kill() {
        process.destroyForcibly();
    }

    void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    long pid() {
        return process.pid();
    }

    /** What it printed after its line, and its exit code. */
    int exit(StringBuilder rest) throws InterruptedException, IOException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still runs");
        }
        out.lines().forEach(rest::append);
        return process.exitValue();
    }

    int exit() throws InterruptedException, IOException {
        return exit(new StringBuilder());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
