package dev.holdfast.env.containers;

import dev.holdfast.env.node.Launch;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The shell script that becomes a node: a container's command cannot change, and how a program is
 * started can.
 */
final class StartScript {
    private StartScript() {}

    static String of(Launch launch) {
        List<String> lines = new ArrayList<>();
        lines.add("exec >> " + quoted(launch.log()) + " 2>&1");
        new TreeMap<>(launch.environment())
                .forEach((name, value) -> lines.add("export " + name + "=" + quoted(value)));
        launch.before().forEach(command -> lines.add(words(command) + " || exit"));
        lines.add("exec " + words(launch.command()) + " >> " + quoted(launch.output()));
        return String.join("\n", lines) + "\n";
    }

    private static String words(List<String> command) {
        return String.join(" ", command.stream().map(StartScript::quoted).toList());
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
