package dev.holdfast.env.processes;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentException;
import dev.holdfast.impl.agent.AgentMain;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Address;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An agent in a JVM of its own. */
final class AgentProcess extends ProcessNode implements AgentNode {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT_LIMIT = Duration.ofMillis(500);

    private final AgentSpec spec;
    private final List<Path> classpath;
    private long outputOffset;
    private volatile @Nullable Address control;

    /**
     * @param classpath what comes behind this JVM's own class path
     */
    AgentProcess(AgentSpec spec, List<Path> classpath, Path parent, Children children) {
        super(spec.name(), parent, children);
        this.spec = spec;
        this.classpath = classpath;
    }

    @Override
    ProcessBuilder command() {
        control = null;
        outputOffset = sizeOf(output());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Xmx128m", "-Xshare:auto", AgentMain.class.getName()));
        command.addAll(spec.toArgs());
        command.addAll(List.of("--control", "127.0.0.1:0", "--stdin-guard"));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        // Not an argument: it would fill the screen in every list of processes.
        builder.environment().put("CLASSPATH", fullClasspath());
        return builder;
    }

    /** Absolute, because the agent runs in a folder of its own. */
    private String fullClasspath() {
        List<String> entries = new ArrayList<>();
        String own = System.getProperty("java.class.path", "");
        for (String entry : own.split(Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry).toAbsolutePath().toString());
            }
        }
        for (Path entry : classpath) {
            entries.add(entry.toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }

    private Path output() {
        return directory().resolve("agent.out");
    }

    @Override
    Path log() {
        return directory().resolve("agent.log");
    }

    @Override
    void deleteData() {
        // An agent has none.
    }

    @Override
    boolean keepsData() {
        return true;
    }

    @Override
    boolean isReady() {
        for (String line : linesFrom(output(), outputOffset)) {
            if (line.startsWith(AgentMain.READY)) {
                String port = line.substring(AgentMain.READY.length()).strip();
                control = Address.parse("127.0.0.1:" + port);
                return true;
            }
        }
        return false;
    }

    @Override
    Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    String lastWords(long offset) {
        for (String line : linesFrom(output(), outputOffset)) {
            if (line.startsWith(AgentMain.ERROR)) {
                return line.substring(AgentMain.ERROR.length());
            }
        }
        return linesFrom(log(), offset).stream()
                .filter(line -> !Character.isWhitespace(line.charAt(0)))
                .reduce("", (before, line) -> line);
    }

    @Override
    public Address control() {
        Address present = control;
        if (present == null) {
            throw new EnvironmentException(name() + " has not started");
        }
        return present;
    }

    @Override
    public boolean answers() {
        Address present = control;
        if (present == null || !isAlive()) {
            return false;
        }
        long startNs = System.nanoTime();
        try (AgentConnection connection = AgentConnection.open(present, HEARTBEAT_LIMIT)) {
            long leftNs = HEARTBEAT_LIMIT.toNanos() - (System.nanoTime() - startNs);
            Outcome outcome = connection.ping().get(Math.max(0, leftNs), TimeUnit.NANOSECONDS);
            return outcome.type() == Outcome.Type.OK;
        } catch (AgentException | ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
