package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs of a PostgreSQL installation, and how they are run by root, which they refuse to be.
 *
 * @param folder where they are
 * @param version for example {@code 15.14}
 * @param user what goes in front of their commands; empty if we are not root
 * @param asNobody whether they run as a user who owns none of our files
 */
record PostgresPrograms(Path folder, String version, List<String> user, boolean asNobody)
        implements PostgresServer.Programs {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    /** Files stay ours in a user namespace, where only our name is another. */
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    private static final String NOBODY = "nobody";
    private static final List<String> OTHER_USER =
            List.of("setpriv", "--reuid", NOBODY, "--regid", "nogroup", "--clear-groups");
    private static final List<String> GUARD = List.of("setpriv", "--pdeathsig", "KILL");

    /**
     * Finds them: on the PATH, else where Debian puts them.
     *
     * @throws EnvironmentException if there are none, saying how to get them
     */
    static PostgresPrograms find() {
        Path folder =
                Stream.concat(onPath(), debian())
                        .filter(candidate -> Files.isExecutable(candidate.resolve("initdb")))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new EnvironmentException(
                                                "no PostgreSQL server on the PATH or below "
                                                        + DEBIAN
                                                        + "; install it (Debian: apt-get install"
                                                        + " postgresql, macOS: brew install"
                                                        + " postgresql)"));
        List<String> user = otherUser();
        return new PostgresPrograms(folder, version(folder), user, user.containsAll(OTHER_USER));
    }

    private static Stream<Path> onPath() {
        return ProgramPath.find("postgres", System.getenv("PATH"))
                .map(
                        program -> {
                            try {
                                return program.toRealPath().getParent();
                            } catch (IOException e) {
                                return program.toAbsolutePath().getParent();
                            }
                        })
                .stream();
    }

    private static Stream<Path> debian() {
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .sorted(Comparator.reverseOrder())
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.empty();
        }
    }

    private static String version(Path folder) {
        String output =
                ShortCommand.finish(List.of(folder.resolve("postgres").toString(), "--version"));
        String[] words = output.strip().split("\\s+", -1);
        return words.length > 2 ? words[2] : "of unknown version";
    }

    private static List<String> otherUser() {
        if (!System.getProperty("user.name", "").equals("root")) {
            return List.of();
        }
        for (List<String> way : List.of(NAMESPACE, OTHER_USER)) {
            if (works(way)) {
                List<String> user = new ArrayList<>(way);
                // What changes who a process is makes it forget to end with its parent.
                user.addAll(works(GUARD) ? GUARD : List.of());
                return user;
            }
        }
        throw new EnvironmentException(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv makes it"
                        + " another user here; run as another user");
    }

    private static boolean works(List<String> way) {
        List<String> trial = new ArrayList<>(way);
        trial.add("true");
        try {
            return ShortCommand.run(trial).status() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(user);
        command.add(folder.resolve(program).toString());
        command.addAll(arguments);
        return command;
    }

    @Override
    public List<List<String>> own(Path data, String there) {
        try {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
            if (asNobody) {
                Files.setOwner(
                        data,
                        data.getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName(NOBODY));
            }
            return List.of();
        } catch (IOException e) {
            throw new EnvironmentException(
                    "cannot make " + data + " the database's own: " + e.getMessage(), e);
        }
    }
}
