package dev.holdfast.env.node;

import java.util.ArrayList;
import java.util.List;

/**
 * How a node starts a JVM with the runner's class path.
 *
 * @param program the java program, as the node sees it
 * @param classpath the runner's class path and more, as the node sees it; it goes into the variable
 *     CLASSPATH, where lists of processes do not show it: it would fill the screen
 */
public record Jvm(String program, String classpath) {

    /**
     * The beginning of a command: a small heap, and a quick start rather than peak speed.
     *
     * @param heapMb megabytes at most
     */
    public List<String> start(int heapMb) {
        List<String> command = startForSpeed(heapMb);
        command.add("-XX:TieredStopAtLevel=1");
        return command;
    }

    /**
     * The same for peak speed, which takes it a minute to reach.
     *
     * @param heapMb megabytes at most
     */
    public List<String> startForSpeed(int heapMb) {
        return new ArrayList<>(
                List.of(program, "-XX:+UseSerialGC", "-Xmx" + heapMb + "m", "-Xshare:auto"));
    }
}
