package dev.holdfast.env.containers;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.containers.ContainerSpec.Mounted;
import dev.holdfast.impl.agent.AgentConnection;
import dev.holdfast.impl.agent.AgentException;
import dev.holdfast.impl.agent.AgentMain;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.topology.Address;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An agent in a container. */
final class AgentContainer extends ContainerNode implements AgentNode {
    private static final int PORT = 7000;
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT_LIMIT = Duration.ofMillis(500);

    private final AgentSpec spec;
    private final List<Mounted> classpath;
    private volatile long outputOffset;

    /**
     * @param classpath what comes behind this JVM's own class path
     */
    AgentContainer(AgentSpec spec, List<Path> classpath, Site site) {
        super(spec.name(), site);
        this.spec = spec;
        this.classpath = mounted(classpath);
    }

    /** The class path in its order, each entry below a folder of its own: names may be alike. */
    private static List<Mounted> mounted(List<Path> more) {
        String own = System.getProperty("java.class.path", "");
        List<Path> entries =
                Stream.concat(
                                Stream.of(own.split(Pattern.quote(File.pathSeparator), -1))
                                        .filter(entry -> !entry.isEmpty())
                                        .map(Path::of),
                                more.stream())
                        .filter(Files::exists)
                        .toList();
        List<Mounted> mounted = new ArrayList<>();
        for (Path entry : entries) {
            String there = "/classpath/" + mounted.size() + "/" + entry.getFileName();
            mounted.add(new Mounted(entry, there, false));
        }
        return List.copyOf(mounted);
    }

    @Override
    List<Mounted> mounts() {
        return classpath;
    }

    @Override
    Map<String, String> environment() {
        return Map.of(
                "CLASSPATH", String.join(":", classpath.stream().map(Mounted::there).toList()));
    }

    @Override
    String command() {
        List<String> words = new ArrayList<>();
        words.addAll(List.of("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-Xmx128m", "-Xshare:auto", AgentMain.class.getName()));
        words.addAll(spec.toArgs());
        words.addAll(List.of("--control", "0.0.0.0:" + PORT));
        return "exec "
                + String.join(" ", words.stream().map(AgentContainer::quoted).toList())
                + " >> agent.out 2>> agent.log";
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    void prepare() {
        outputOffset = sizeOf(output());
    }

    private Path output() {
        return directory().resolve("agent.out");
    }

    @Override
    int port() {
        return PORT;
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

    /** The first answer of a fresh JVM comes late; a heartbeat later would miss its limit. */
    @Override
    boolean isReady() {
        return linesFrom(output(), outputOffset).stream()
                        .anyMatch(line -> line.startsWith(AgentMain.READY))
                && answers();
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
        return outside();
    }

    @Override
    public boolean answers() {
        long startNs = System.nanoTime();
        try (AgentConnection connection = AgentConnection.open(outside(), HEARTBEAT_LIMIT)) {
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
