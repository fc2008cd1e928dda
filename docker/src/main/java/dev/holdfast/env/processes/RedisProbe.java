package dev.holdfast.env.processes;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.Link.Canary.Outcome;
import dev.holdfast.impl.topology.Address;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One command to a Redis server over a connection of its own.
 *
 * <p>Not a Redis client: a client library hides whether a server refused, hung up or kept silent,
 * and that difference is all that a canary is about.
 */
final class RedisProbe {
    private static final int BULK_BYTES_MAX = 1 << 20;

    private RedisProbe() {}

    /** PING: what became of it within {@code limit}. */
    static Canary canary(Address address, Duration limit) {
        long startNs = System.nanoTime();
        Outcome outcome;
        try {
            List<String> reply = ask(address, limit, "PING");
            outcome = reply.isEmpty() ? Outcome.REFUSED : Outcome.ANSWERED;
        } catch (SocketTimeoutException e) {
            outcome = Outcome.SILENT;
        } catch (IOException e) {
            outcome = Outcome.REFUSED;
        }
        return new Canary(outcome, Duration.ofNanos(System.nanoTime() - startNs));
    }

    /**
     * Sends one command.
     *
     * @return the parts of the reply, flat: one for a simple reply, an error's text included (it
     *     begins with a minus), several for an array
     * @throws SocketTimeoutException if it takes longer than {@code limit} altogether
     * @throws IOException if the server refuses, hangs up or talks nonsense
     */
    static List<String> ask(Address address, Duration limit, String... command) throws IOException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getAllByName(address.host())[0];
            socket.connect(new InetSocketAddress(host, address.port()), leftMs(deadlineNs));
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(encode(command));
            InputStream in = new BufferedInputStream(new Limited(socket, deadlineNs));
            List<String> reply = new ArrayList<>();
            read(in, reply);
            return reply;
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

    private static int leftMs(long deadlineNs) throws SocketTimeoutException {
        long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
            throw new SocketTimeoutException("no reply in time");
        }
        return (int) Math.min(leftMs, Integer.MAX_VALUE);
    }

    /** Reads from a socket until a point in time, however slowly the bytes drip. */
    private static final class Limited extends InputStream {
        private final Socket socket;
        private final long deadlineNs;

        Limited(Socket socket, long deadlineNs) {
            this.socket = socket;
            this.deadlineNs = deadlineNs;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            socket.setSoTimeout(leftMs(deadlineNs));
            return socket.getInputStream().read(bytes, from, length);
        }
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
