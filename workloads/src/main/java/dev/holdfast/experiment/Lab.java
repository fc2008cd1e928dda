package dev.holdfast.experiment;

import dev.holdfast.env.Crew;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.Rigging;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Topology;
import dev.holdfast.run.CurrentEnvironment;
import dev.holdfast.run.EnvironmentStarter;
import dev.holdfast.run.Subjects;
import dev.holdfast.workload.AgentPool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where subjects of an experiment are brought up, one after the other, on real servers with real
 * agents.
 *
 * <p>For the experiment's thread; {@link #abort} may come from another at any time.
 */
public final class Lab implements AutoCloseable {
    private final CurrentEnvironment environment;
    private final Path folder;
    private final Progress progress;
    private final Set<String> versions = new LinkedHashSet<>();
    private int benches;

    /** Hears how far it is. */
    public interface Progress {
        /** A line worth keeping. */
        void say(String line);

        /** A line that the next one replaces. */
        void now(String line);
    }

    /**
     * A lab.
     *
     * @param folder an existing one; nodes get folders of their own below it
     */
    public Lab(EnvironmentStarter starter, Path folder, Progress progress) {
        this.environment = new CurrentEnvironment(starter);
        this.folder = folder;
        this.progress = progress;
        versions.add(machine());
    }

    /** A subject that is up, and connections to its agents. */
    public final class Bench implements AutoCloseable {
        private final AgentPool agents;

        private Bench(AgentPool agents) {
            this.agents = agents;
        }

        AgentPool agents() {
            return agents;
        }

        @Override
        public void close() {
            agents.close();
            environment.takeDown();
        }
    }

    Progress progress() {
        return progress;
    }

    /** The experiment's own folder. */
    Path folder() {
        return folder;
    }

    /** Everything that ran, with versions, each once, and how busy the machine was before. */
    List<String> versions() {
        return List.copyOf(versions);
    }

    /** What figures of speed depend on. */
    private static String machine() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%d processors, load %.1f before it began%s",
                machine.getAvailableProcessors(),
                machine.getSystemLoadAverage(),
                machine.getSystemLoadAverage() > machine.getAvailableProcessors()
                        ? ": busy, so times are long and rates low, and both scatter"
                        : "");
    }

    /** Brings a lock up, with so many agents. @throws EnvironmentException if it cannot be */
    Bench lock(Asked asked, int agents, Duration lease) {
        SubjectDescription subject = asked.description();
        Topology topology = Subjects.withLedger(topology(subject), subject);
        return start(asked, topology, new Crew.Lockers(agents, lease, Subjects.ledger(subject)));
    }

    /** Brings a commit protocol up. @throws EnvironmentException if it cannot be */
    Bench commit(Asked asked, Crew.Players players) {
        return start(asked, topology(asked.description()), players);
    }

    private static Topology topology(SubjectDescription subject) {
        return Subjects.topology(subject, Persistence.DURABLE, 0, 0);
    }

    /**
     * A subject that was asked for.
     *
     * @param name as the user named it
     * @param classpath the user's jars and folders
     */
    public record Asked(String name, List<String> classpath, SubjectDescription description) {
        public Asked {
            classpath = List.copyOf(classpath);
        }
    }

    private Bench start(Asked asked, Topology topology, Crew crew) {
        progress.say("bringing up %s with %d agents".formatted(asked.name(), crew.size()));
        Path nodes = folder.resolve("nodes").resolve(++benches + "-" + asked.description().name());
        try {
            Files.createDirectories(nodes);
        } catch (IOException e) {
            throw new EnvironmentException("cannot make %s: %s".formatted(nodes, e), e);
        }
        List<Path> classpath = asked.classpath().stream().map(Path::of).toList();
        Environment up =
                environment.start(
                        new EnvironmentSpec(
                                topology,
                                crew,
                                asked.name(),
                                classpath,
                                nodes.toAbsolutePath(),
                                Rigging.LINKS));
        try {
            versions.add(up.kind());
            versions.addAll(up.versions());
            return new Bench(new AgentPool(up));
        } catch (RuntimeException e) {
            environment.takeDown();
            throw e;
        }
    }

    /** Ends everything that runs, now, and lets nothing begin. */
    public void abort() {
        environment.abort();
    }

    /** Whether it was aborted: what is measured from then on means nothing. */
    public boolean isAborted() {
        return environment.isAborted();
    }

    @Override
    public void close() {
        environment.takeDown();
    }
}
