package dev.holdfast.impl.postgres;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.impl.lock.Child;
import dev.holdfast.impl.redis.RedisServer.Await;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One PostgreSQL of a test's own; as root it runs as the user postgres. */
public final class PostgresServer implements AutoCloseable {
    private final List<String> command;
    private final Path folder;
    private final int port;
    private Child child;

    private PostgresServer(List<String> command, Path folder, int port) {
        this.command = command;
        this.folder = folder;
        this.port = port;
        this.child = startChild(command);
    }

    private static Child startChild(List<String> command) {
        try {
            return Child.start(Files.createTempFile("holdfast-postgres-", ".log"), command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one; skips the test where there is none to start. */
    public static PostgresServer start() {
        Optional<Path> programs = programs();
        assumeTrue(
                programs.isPresent(),
                "needs initdb and postgres (Debian: apt-get install postgresql)");
        try {
            boolean isRoot = System.getProperty("user.name").equals("root");
            List<String> prefix =
                    isRoot ? List.of("runuser", "-u", "postgres", "--") : List.<String>of();
            Path folder = Files.createTempDirectory("holdfast-postgres-");
            if (isRoot) {
                run(List.of("chown", "postgres", folder.toString()), folder);
            }
            String data = folder.resolve("data").toString();
            List<String> init =
                    List.of(
                            programs.get().resolve("initdb").toString(),
                            "-D",
                            data,
                            "-U",
                            "postgres",
                            "-A",
                            "trust",
                            "-N");
            run(join(prefix, init), folder);
            int port = Child.freePort();
            List<String> serve =
                    List.of(
                            programs.get().resolve("postgres").toString(),
                            "-D",
                            data,
                            "-h",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(port),
                            "-c",
                            "max_prepared_transactions=64",
                            "-k",
                            "");
            PostgresServer server = new PostgresServer(join(prefix, serve), folder, port);
            Await.until("PostgreSQL answers", server::answers);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> programs() {
        try (Stream<Path> debian =
                Files.isDirectory(Path.of("/usr/lib/postgresql"))
                        ? Files.list(Path.of("/usr/lib/postgresql"))
                        : Stream.empty()) {
            Stream<Path> folders = debian.map(f -> f.resolve("bin"));
            return Child.program("initdb", Stream.concat(folders, Child.path()))
                    .map(Path::getParent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> join(List<String> prefix, List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    private static void run(List<String> command, Path folder) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private boolean answers() {
        try (Connection connection = observer()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Where it is. */
    public Endpoints endpoints() {
        return new Endpoints(Map.of("postgres", address()));
    }

    /** Where it listens. */
    public Address address() {
        return new Address("127.0.0.1", port);
    }

    /** A connection of the test's own. */
    public Connection observer() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "");
    }

    /** kill -9 of all its processes, the first one last; none says to its client that it goes. */
    public void kill() {
        ProcessHandle first = first();
        List<ProcessHandle> others = first.descendants().toList();
        others.forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly();
        awaitGone(first, others);
    }

    /** kill -9 of its first process; the others notice and tell their clients. */
    public void killFirst() {
        ProcessHandle first = first();
        List<ProcessHandle> others = first.descendants().toList();
        first.destroyForcibly();
        awaitGone(first, others);
    }

    private ProcessHandle first() {
        try {
            String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0);
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitGone(ProcessHandle first, List<ProcessHandle> others) {
        Await.until(
                "PostgreSQL is gone",
                () -> !first.isAlive() && others.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** Starts it again, with its data. */
    public void startAgain() {
        child.close();
        child = startChild(command);
        Await.until("PostgreSQL answers again", this::answers);
    }

    @Override
    public void close() {
        child.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
