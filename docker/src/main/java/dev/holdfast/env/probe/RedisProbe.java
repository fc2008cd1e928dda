package dev.holdfast.env.probe;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.topology.Address;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** One command to a Redis server over a connection of its own. */
public final class RedisProbe {
    private static final int BULK_BYTES_MAX = 1 << 20;

    private RedisProbe() {}

    /** PING: what became of it within {@code limit}. */
    public static Canary canary(Address address, Duration limit) {
        return Probe.canary(() -> ask(address, limit, "PING"));
    }

    /**
     * Sends one command.
     *
     * @return the parts of the reply, flat: one for a simple reply, an error's text included (it
     *     begins with a minus), several for an array
     * @throws SocketTimeoutException if it takes longer than {@code limit} altogether
     * @throws IOException if the server refuses, hangs up or talks nonsense
     */
    public static List<String> ask(Address address, Duration limit, String... command)
            throws IOException {
        return Probe.ask(
                address,
                limit,
                encode(command),
                in -> {
                    List<String> reply = new ArrayList<>();
                    read(in, reply);
                    if (reply.isEmpty()) {
                        throw new EOFException("empty reply");
                    }
                    return reply;
                });
    }

    /** TIME: the server's clock. */
    public static Instant time(Address address, Duration limit) throws IOException {
        List<String> reply = ask(address, limit, "TIME");
        try {
            return Instant.ofEpochSecond(Long.parseLong(reply.get(0)))
                    .plus(Long.parseLong(reply.get(1)), ChronoUnit.MICROS);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("not a time: " + reply, e);
        }
    }

    private static byte[] encode(String... command) {
        StringBuilder text = new StringBuilder("*").append(command.length).append("\r\n");
        for (String word : command) {
            int length = word.getBytes(StandardCharsets.UTF_8).length;
            text.append('$').append(length).append("\r\n").append(word).append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void read(InputStream in, List<String> reply) throws IOException {
        String line = line(in);
        String rest = line.isEmpty() ? "" : line.substring(1);
        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> reply.add(rest);
            case '-' -> reply.add(line);
            case '$' -> reply.add(bulk(in, number(rest)));
            case '*' -> {
                for (int i = number(rest); i > 0; i--) {
                    read(in, reply);
                }
            }
            default -> throw new IOException("not a Redis server: it says '" + line + "'");
        }
    }

    private static String bulk(InputStream in, int length) throws IOException {
        if (length < 0) {
            return "";
        }
        byte[] bytes = in.readNBytes(Math.min(length, BULK_BYTES_MAX) + 2);
        return new String(bytes, 0, Math.max(0, bytes.length - 2), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = in.read()) != '\n') {
            if (c < 0 || line.length() > BULK_BYTES_MAX) {
                throw new EOFException("the server hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static int number(String digits) throws IOException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IOException("not a Redis server: '" + digits + "' is not a length", e);
        }
    }
}
