package dev.holdfast.env.probe;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.Link.Canary.Outcome;
import dev.holdfast.impl.topology.Address;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One request over a connection of its own, and its reply, within a limit. */
public final class Probe {
    private Probe() {}

    /** How a reply is read. */
    @FunctionalInterface
    public interface Reply<T> {
        /**
         * Reads it.
         *
         * @throws SocketTimeoutException if it does not come in time
         * @throws IOException if the server hangs up or talks nonsense
         */
        T read(InputStream in) throws IOException;
    }

    /** A question and the reading of its answer, of which only the fate matters. */
    @FunctionalInterface
    public interface Question {
        /** Asks, and returns if there is an answer. */
        void ask() throws IOException;
    }

    /**
     * Connects, sends {@code request} and reads the reply.
     *
     * @throws SocketTimeoutException if it takes longer than {@code limit} altogether
     * @throws IOException if the server refuses, hangs up or talks nonsense
     */
    public static <T> T ask(Address address, Duration limit, byte[] request, Reply<T> reply)
            throws IOException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getAllByName(address.host())[0];
            socket.connect(new InetSocketAddress(host, address.port()), leftMs(deadlineNs));
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(request);
            return reply.read(new BufferedInputStream(new Limited(socket, deadlineNs)));
        }
    }

    /** What became of a question. */
    public static Canary canary(Question question) {
        long startNs = System.nanoTime();
        Outcome outcome;
        try {
            question.ask();
            outcome = Outcome.ANSWERED;
        } catch (SocketTimeoutException e) {
            outcome = Outcome.SILENT;
        } catch (IOException e) {
            outcome = Outcome.REFUSED;
        }
        return new Canary(outcome, Duration.ofNanos(System.nanoTime() - startNs));
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
}
