package dev.holdfast.run;

import dev.holdfast.env.Crew;
import dev.holdfast.impl.agent.AgentException;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.subject.Subject;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.impl.topology.Topology;
import dev.holdfast.record.Names;
import dev.holdfast.workload.Openings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Learns what a subject is without ever loading a user's class into the runner. */
public final class Subjects {
    private static final String LEDGER = "ledger";
    private static final long DESCRIBE_LIMIT_SECONDS = 20;

    /** How long agents of a commit protocol wait for each other, as part of a lease. */
    private static final long PATIENCE_PART = 2;

    private Subjects() {}

    /**
     * Describes a subject: from the catalogue, or by asking an agent process that loads the class.
     *
     * @throws IllegalArgumentException in one line, if there is no such subject or its class fails
     */
    public static SubjectDescription describe(String subject, List<String> classpath) {
        for (String entry : classpath) {
            if (!Files.exists(Path.of(entry))) {
                throw new IllegalArgumentException(
                        "--classpath names '" + entry + "', which does not exist");
            }
        }
        Optional<Subject> known = Catalogue.find(subject);
        if (known.isPresent()) {
            return SubjectDescription.of(known.get());
        }
        if (subject.contains(".") || !classpath.isEmpty()) {
            return ask(subject, classpath);
        }
        throw Names.unknown("subject", subject, Catalogue.nearest(subject));
    }

    private static SubjectDescription ask(String subject, List<String> classpath) {
        List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        path.addAll(classpath);
        try {
            Process process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-XX:+UseSerialGC",
                                    "-cp",
                                    String.join(File.pathSeparator, path),
                                    "dev.holdfast.impl.agent.AgentMain",
                                    "describe",
                                    "--stdin-guard",
                                    "--subject",
                                    subject)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            // Its standard input stays open: the process ends when this one does.
            if (!process.waitFor(DESCRIBE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalArgumentException(
                        "subject %s did not describe itself within %d s"
                                .formatted(subject, DESCRIBE_LIMIT_SECONDS));
            }
            String answer =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (answer.isBlank()) {
                throw new IllegalArgumentException(
                        "subject %s ended its process (status %d) instead of describing itself"
                                .formatted(subject, process.exitValue()));
            }
            return read(subject, answer.strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot start a process that describes " + subject + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("interrupted while describing " + subject, e);
        }
    }

    private static SubjectDescription read(String subject, String answer) {
        String last = answer.substring(answer.lastIndexOf('\n') + 1);
        String error = "HOLDFAST-AGENT ERROR ";
        if (last.startsWith(error)) {
            throw new IllegalArgumentException(last.substring(error.length()));
        }
        try {
            return SubjectDescription.parse(last);
        } catch (AgentException e) {
            throw new IllegalArgumentException(
                    "subject %s does not describe itself: %s".formatted(subject, e.getMessage()),
                    e);
        }
    }

    /**
     * The subject's own services, with what survives a kill, how many replicas each has, and how
     * many members an ensemble has if not as many as the subject asks for.
     */
    public static Topology topology(
            SubjectDescription description, Persistence persistence, int replicas, int members) {
        return new Topology(
                description.topology().services().stream()
                        .map(s -> sized(s.with(persistence), replicas, members))
                        .toList());
    }

    private static Service sized(Service service, int replicas, int members) {
        if (service.kind().isEnsemble()) {
            return members == 0 ? service : service.withReplicas(members - 1);
        }
        return service.kind().isReplicable()
                ? service.withReplicas(Math.max(replicas, service.replicas()))
                : service;
    }

    /**
     * The service that keeps the ledger: the subject's own, or one that no fault of servers hits.
     */
    public static String ledger(SubjectDescription description) {
        return description.ledgerService().orElse(LEDGER);
    }

    /**
     * The agents: as many as asked for, or those of a commit protocol.
     *
     * @param accounts how many each participant keeps
     */
    static Crew crew(SubjectDescription description, int agents, int accounts, long leaseMillis) {
        return description
                .commit()
                .<Crew>map(
                        traits ->
                                new Crew.Players(
                                        traits.cast(),
                                        Openings.of(traits.cast(), accounts),
                                        Duration.ofMillis(leaseMillis / PATIENCE_PART)))
                .orElseGet(
                        () ->
                                new Crew.Lockers(
                                        agents,
                                        Duration.ofMillis(leaseMillis),
                                        ledger(description)));
    }

    /** The subject's services and the ledger's, where there is one. */
    public static Topology withLedger(Topology topology, SubjectDescription description) {
        return description.ledgerService().isPresent() || description.commit().isPresent()
                ? topology
                : topology.plus(new Service(LEDGER, ServerKind.REDIS, Persistence.DURABLE, 0));
    }
}
