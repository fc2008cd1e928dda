package dev.holdfast.env.servers;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.node.Jvm;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.impl.topology.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a JVM of its own, from the jars on this JVM's class path, that finds the other
 * members of its ensemble by names.
 */
public abstract class JvmServer extends Server {
    private static final int HEAP_MB = 192;

    /** The pattern of a line and the lowest level come in where they stand. */
    private static final String LOGGING =
            """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%s %%-5level %%logger{0} - %%msg%%n</pattern></encoder>
              </appender>
              <root level="%s"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private final Map<String, String> hosts;
    private final Jvm jvm;

    /**
     * Starts nothing.
     *
     * @param number from 1
     * @param hosts what names mean to this one: the addresses at which it finds the {@link #host}
     *     of every member, itself included
     */
    JvmServer(
            int number,
            Service service,
            Seat seat,
            String log,
            Map<String, String> hosts,
            Jvm jvm) {
        super(service.nodes().get(number - 1), service, seat, log);
        this.hosts = new TreeMap<>(hosts);
        this.jvm = jvm;
    }

    /** The name under which all members of an ensemble know member {@code j}, from 1. */
    public static String host(int j) {
        return "member" + j;
    }

    /**
     * The version on the class path.
     *
     * @param title how people call it
     * @param artifact how its jar's name begins
     * @throws EnvironmentException if there is none
     */
    static String versionOf(String title, String artifact) {
        Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d[^/\\\\]*)\\.jar");
        Matcher matcher = jar.matcher(System.getProperty("java.class.path", ""));
        if (!matcher.find()) {
            throw new EnvironmentException("no " + title + " jar on the class path");
        }
        return title + " " + matcher.group(1);
    }

    /**
     * How it is started.
     *
     * @param stamp how a line of its log begins, as logback's patterns have it
     * @param arguments its own options of the JVM, its main class, and what that is told
     */
    final Launch launch(String stamp, List<String> arguments) {
        return launch(HEAP_MB, stamp, arguments);
    }

    /** The same with a heap of its own, in megabytes. */
    final Launch launch(int heapMb, String stamp, List<String> arguments) {
        List<String> command = new ArrayList<>(jvm.start(heapMb));
        command.add("-Djdk.net.hosts.file=" + write("hosts", hostsFile()));
        command.add(logging("logback.xml", stamp, "INFO"));
        command.addAll(arguments);
        return Launch.of(command, log()).with(Map.of("CLASSPATH", jvm.classpath()));
    }

    /**
     * A program of the server's that runs to its end before the server starts, and says nothing but
     * errors.
     *
     * @param arguments its main class, and what that is told
     */
    final List<String> tool(List<String> arguments) {
        // Such a command has no variables of its own, and a class path is too long for a message.
        String classpath = jvm.classpath().replace("\\", "\\\\").replace("\"", "\\\"");
        List<String> command = new ArrayList<>(jvm.start(HEAP_MB));
        command.add(logging("logback-tool.xml", "%d", "ERROR"));
        command.add("@" + write("tool.args", "-cp\n\"" + classpath + "\"\n"));
        command.addAll(arguments);
        return command;
    }

    private String logging(String file, String stamp, String level) {
        return "-Dlogback.configurationFile=" + write(file, LOGGING.formatted(stamp, level));
    }

    private String hostsFile() {
        StringBuilder text = new StringBuilder("127.0.0.1 localhost\n");
        hosts.forEach((host, ip) -> text.append(ip).append(' ').append(host).append('\n'));
        return text.toString();
    }

    /** Writes a file of its folder; returns how it sees that. */
    final String write(String file, String text) {
        NodeFiles.write(seat().folder().resolve(file), text);
        return seat().inside(file);
    }

    /** It answers; a majority may still be missing, and need not come while others are down. */
    @Override
    public final boolean isReady() {
        return answers();
    }

    /** What it printed since it was launched, without traces of its stack. */
    final List<String> said() {
        return printed().stream().filter(line -> !Character.isWhitespace(line.charAt(0))).toList();
    }

    @Override
    public String lastWords() {
        List<String> lines = said();
        return lines.stream()
                .filter(line -> line.contains(" ERROR ") || line.startsWith("Error"))
                .findFirst()
                .orElse(NodeFiles.last(lines));
    }
}
