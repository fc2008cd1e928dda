package dev.holdfast.env.containers;

import dev.holdfast.env.servers.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The PostgreSQL of the node image, which refuses to run as root.
 *
 * @param isRoot whether nodes run as root, as those of a runner do who is
 */
record ContainerPostgres(boolean isRoot) implements PostgresServer.Programs {
    private static final String FOLDER = "/usr/lib/postgresql/15/bin/";
    private static final List<String> OTHER_USER =
            List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups");

    @Override
    public List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(isRoot ? OTHER_USER : List.of());
        command.add(FOLDER + program);
        command.addAll(arguments);
        return command;
    }

    @Override
    public List<List<String>> own(Path here, String there) {
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("chmod", "700", there));
        if (isRoot) {
            commands.add(List.of("chown", "postgres:postgres", there));
            // The folder above it is the runner's.
            commands.add(List.of("chmod", "a+x", ContainerSeat.FOLDER));
        }
        return commands;
    }
}
