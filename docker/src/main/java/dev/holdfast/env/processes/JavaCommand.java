package dev.holdfast.env.processes;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a further JVM is started, on the class path of this one. */
final class JavaCommand {
    private JavaCommand() {}

    /**
     * The beginning of its command: a small heap, and a quick start rather than peak speed.
     *
     * @param heapMb megabytes at most
     */
    static List<String> start(int heapMb) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Xmx" + heapMb + "m", "-Xshare:auto"));
        return command;
    }

    /** This JVM's class path and these entries behind it, absolute: nodes run in other folders. */
    static String classpath(List<Path> further) {
        String own = System.getProperty("java.class.path", "");
        List<String> entries =
                Stream.concat(
                                Stream.of(own.split(Pattern.quote(File.pathSeparator), -1))
                                        .filter(entry -> !entry.isEmpty())
                                        .map(Path::of),
                                further.stream())
                        .map(entry -> entry.toAbsolutePath().toString())
                        .toList();
        return String.join(File.pathSeparator, entries);
    }

    /** Puts the class path where lists of processes do not show it: it would fill the screen. */
    static ProcessBuilder withClasspath(ProcessBuilder builder, List<Path> further) {
        builder.environment().put("CLASSPATH", classpath(further));
        return builder;
    }
}
