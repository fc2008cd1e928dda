package dev.holdfast.env.processes;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentException;
import dev.holdfast.impl.agent.AgentMain;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An agent in a JVM of its own. */
final class AgentProcess extends ProcessNode implements AgentNode {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT_LIMIT = Duration.ofMillis(500);

    private static final int HEAP_MB = 128;

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
        List<String> command = JavaCommand.start(HEAP_MB);
        command.add(AgentMain.class.getName());
        command.addAll(spec.toArgs());
        command.addAll(List.of("--control", "127.0.0.1:0", "--stdin-guard"));
        return JavaCommand.withClasspath(
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                        .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile())),
                classpath);
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
