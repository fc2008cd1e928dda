package dev.holdfast.env.node;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Rigging;
import dev.holdfast.env.probe.AgentProbe;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentException;
import dev.holdfast.impl.agent.AgentMain;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The agent process, which hosts an implementation. Safe for several threads. */
public final class AgentProgram implements Program {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT_LIMIT = Duration.ofMillis(500);
    private static final int HEAP_MB = 128;
    private static final int HEAP_FOR_SPEED_MB = 512;
    private static final String OUTPUT = "agent.out";
    private static final String LOG = "agent.log";

    private final AgentSpec spec;
    private final Rigging rigging;
    private final Jvm jvm;
    private final List<String> switches;
    private final Path folder;
    private final IntFunction<Address> reached;
    private volatile long outputOffset;
    private volatile long logOffset;
    private volatile @Nullable Address control;

    /**
     * Starts nothing.
     *
     * @param rigging whether it is to be as fast as it can
     * @param switches of {@link AgentMain}, beside the specification
     * @param folder of the node, as this JVM sees it
     * @param reached where this JVM reaches the port on which the agent says that it listens
     */
    public AgentProgram(
            AgentSpec spec,
            Rigging rigging,
            Jvm jvm,
            List<String> switches,
            Path folder,
            IntFunction<Address> reached) {
        this.spec = spec;
        this.rigging = rigging;
        this.jvm = jvm;
        this.switches = List.copyOf(switches);
        this.folder = folder;
        this.reached = reached;
    }

    @Override
    public Launch launch() {
        control = null;
        outputOffset = NodeFiles.sizeOf(folder.resolve(OUTPUT));
        logOffset = NodeFiles.sizeOf(folder.resolve(LOG));
        List<String> command =
                rigging == Rigging.BARE ? jvm.startForSpeed(HEAP_FOR_SPEED_MB) : jvm.start(HEAP_MB);
        command.add(AgentMain.class.getName());
        command.addAll(spec.toArgs());
        command.addAll(switches);
        if (rigging == Rigging.BARE) {
            command.add("--batch-journal");
        }
        return new Launch(List.of(), command, Map.of("CLASSPATH", jvm.classpath()), OUTPUT, LOG);
    }

    private List<String> printed() {
        return NodeFiles.linesFrom(folder.resolve(OUTPUT), outputOffset);
    }

    /** The first answer of a fresh JVM comes late; a heartbeat later would miss its limit. */
    @Override
    public boolean isReady() {
        if (control == null) {
            printed().stream()
                    .filter(line -> line.startsWith(AgentMain.READY))
                    .findFirst()
                    .map(line -> line.substring(AgentMain.READY.length()).strip())
                    .ifPresent(port -> control = reached.apply(Integer.parseInt(port)));
        }
        return answers();
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    public String lastWords() {
        for (String line : printed()) {
            if (line.startsWith(AgentMain.ERROR)) {
                return line.substring(AgentMain.ERROR.length());
            }
        }
        return NodeFiles.linesFrom(folder.resolve(LOG), logOffset).stream()
                .filter(line -> !Character.isWhitespace(line.charAt(0)))
                .reduce("", (before, line) -> line);
    }

    @Override
    public void deleteData() {
        NodeFiles.deleteTree(folder.resolve(AgentNode.DATA));
    }

    @Override
    public boolean keepsData() {
        return true;
    }

    /**
     * Where its control connection listens since its last start.
     *
     * @throws EnvironmentException if it has not started
     */
    public Address control() {
        Address present = control;
        if (present == null) {
            throw new EnvironmentException(spec.name() + " has not started");
        }
        return present;
    }

    @Override
    public boolean isClockMovable() {
        return true;
    }

    @Override
    public Instant time(Duration limit) throws IOException {
        return AgentProbe.time(control(), limit);
    }

    @Override
    public boolean answers() {
        Address present = control;
        if (present == null) {
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
