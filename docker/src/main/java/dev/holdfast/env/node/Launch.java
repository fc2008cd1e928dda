package dev.holdfast.env.node;

import java.util.List;
import java.util.Map;

/**
 * How a program is started, in its folder and as it sees it.
 *
 * @param before commands that have to succeed first, in this order
 * @param command the program and its arguments
 * @param environment variables beside those that every node has
 * @param output the file of the folder to which standard output is appended
 * @param log the same for standard error, and for what {@code before} prints; may be the same file
 */
public record Launch(
        List<List<String>> before,
        List<String> command,
        Map<String, String> environment,
        String output,
        String log) {

    public Launch {
        before = List.copyOf(before);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A command that needs nothing else and prints into one file. */
    public static Launch of(List<String> command, String log) {
        return new Launch(List.of(), command, Map.of(), log, log);
    }

    /** The same, after these commands. */
    public Launch after(List<List<String>> commands) {
        return new Launch(commands, command, environment, output, log);
    }

    /** The same with these variables. */
    public Launch with(Map<String, String> variables) {
        return new Launch(before, command, variables, output, log);
    }
}
