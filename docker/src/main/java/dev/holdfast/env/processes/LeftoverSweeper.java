package dev.holdfast.env.processes;

import dev.holdfast.env.node.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what runs of this user left behind whose runner was killed.
 *
 * <p>It touches a process only when its number and its start time are those that a runner wrote
 * down, and when that runner is gone. Paused processes are ended, too: SIGKILL reaches them.
 */
public final class LeftoverSweeper {
    private static final Logger log = LoggerFactory.getLogger(LeftoverSweeper.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private LeftoverSweeper() {}

    /**
     * Sweeps once; several at a time do no harm.
     *
     * @return the commands of the processes that were ended
     */
    public static List<String> sweep() {
        List<String> swept = new ArrayList<>();
        try (Stream<Path> files = Files.list(CacheFolder.of(RunRegistry.FOLDER))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".run")).toList()) {
                sweep(file, swept);
            }
        } catch (IOException e) {
            log.warn("leftovers of earlier runs could not be looked for: {}", e.getMessage());
        }
        return swept;
    }

    private static void sweep(Path file, List<String> swept) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            // Its own run or another sweep has just deleted it.
            return;
        }
        Optional<ProcessId> runner = lines.stream().findFirst().flatMap(LeftoverSweeper::parse);
        if (runner.isEmpty() || runner.get().isAlive()) {
            // A file without its first line belongs to a run that is just starting.
            return;
        }
        for (String line : lines.subList(1, lines.size())) {
            Optional<ProcessId> child = parse(line);
            if (child.isPresent() && child.get().isAlive()) {
                end(child.get());
                swept.add(line.split(" ", 4)[3]);
            }
        }
        Files.deleteIfExists(file);
    }

    private static void end(ProcessId child) {
        boolean unused =
                ProcessHandle.of(child.pid()).map(ProcessHandle::destroyForcibly).orElse(false);
        if (!Await.until(() -> !child.isAlive(), LIMIT)) {
            log.warn("process {} of an earlier run does not end", child.pid());
        }
    }

    private static Optional<ProcessId> parse(String line) {
        String[] fields = line.split(" ", 4);
        try {
            return fields.length < 3
                    ? Optional.empty()
                    : Optional.of(new ProcessId(Long.parseLong(fields[1]), fields[2]));
        } catch (NumberFormatException e) {
            // A line cut short when the runner was killed: its process dies with its parent.
            return Optional.empty();
        }
    }
}
