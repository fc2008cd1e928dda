package dev.holdfast.env.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import dev.holdfast.env.Direction;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.links.Silencer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The packet filter of the proxy container's network: what makes links silent, and what tells a
 * client at once that a killed node is gone. Safe for several threads: one change at a time.
 *
 * <p>One shell in a container beside the proxy serves all changes, because starting one for each
 * would take longer than a cut may. It ends with its standard input, and so with the runner.
 */
final class Netfilter implements AutoCloseable {
    private static final int LIMIT_S = 10;
    private static final String LOOP =
            "while read -r rule; do out=$(iptables -w 5 $rule 2>&1); echo \"$? $out\" | head -n 1;"
                    + " done";

    private final Input input = new Input();
    private final BlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private final Set<String> rules = new HashSet<>();
    private final ResultCallback.Adapter<Frame> output;

    /**
     * @param container a running one of the node image, with the proxy's network
     */
    Netfilter(DockerClient docker, String container) {
        String shell =
                Engine.call(
                        "start the packet filter",
                        () ->
                                docker.execCreateCmd(container)
                                        .withAttachStdin(true)
                                        .withAttachStdout(true)
                                        .withAttachStderr(true)
                                        .withCmd("sh", "-c", LOOP)
                                        .exec()
                                        .getId());
        output =
                Engine.call(
                        "start the packet filter",
                        () -> docker.execStartCmd(shell).withStdIn(input).exec(new Replies()));
    }

    /** What the shell prints, line by line. */
    private final class Replies extends ResultCallback.Adapter<Frame> {
        private final StringBuilder rest = new StringBuilder();

        @Override
        public void onNext(Frame frame) {
            rest.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
            int end = rest.indexOf("\n");
            while (end >= 0) {
                replies.add(rest.substring(0, end));
                rest.delete(0, end + 1);
                end = rest.indexOf("\n");
            }
        }
    }

    /** What the shell reads: lines put in by any thread. */
    private static final class Input extends InputStream {
        private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
        private byte[] present = new byte[0];
        private int at;
        private boolean ended;

        void put(String line) {
            lines.add((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        void end() {
            lines.add(new byte[0]);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                while (at == present.length && !ended) {
                    present = lines.take();
                    at = 0;
                    ended = present.length == 0;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return -1;
            }
            if (ended) {
                return -1;
            }
            int count = Math.min(length, present.length - at);
            System.arraycopy(present, at, bytes, from, count);
            at += count;
            return count;
        }
    }

    /** What makes the link silent whose proxy listens on this port. */
    Silencer silencer(int port) {
        return new Silencer() {
            @Override
            public void silence(Direction direction) throws IOException {
                add(rule(direction, port));
            }

            @Override
            public void restore(Direction direction) throws IOException {
                remove(rule(direction, port));
            }
        };
    }

    private static String rule(Direction direction, int port) {
        return direction == Direction.UPSTREAM
                ? "INPUT -p tcp --dport " + port + " -j DROP"
                : "OUTPUT -p tcp --sport " + port + " -j DROP";
    }

    /** What the node at {@code source} sends to the proxy's {@code port} goes to another port. */
    void redirect(String source, int port, int other) {
        unless(
                () ->
                        ask(
                                "-t nat -A PREROUTING -s "
                                        + source
                                        + " -p tcp --dport "
                                        + port
                                        + " -j REDIRECT --to-ports "
                                        + other));
    }

    /**
     * A node's address has no machine behind it any more: connecting would take seconds to fail,
     * where a killed process on a living machine is refused at once.
     */
    void refuse(String address) {
        unless(() -> add(gone(address)));
    }

    /** The node is there again. */
    void admit(String address) {
        unless(() -> remove(gone(address)));
    }

    private static String gone(String address) {
        return "OUTPUT -d " + address + " -p tcp -j REJECT --reject-with tcp-reset";
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }

    private static void unless(Change change) {
        try {
            change.run();
        } catch (IOException e) {
            throw new EnvironmentException(String.valueOf(e.getMessage()), e);
        }
    }

    private synchronized void add(String rule) throws IOException {
        if (!rules.contains(rule)) {
            ask("-A " + rule);
            rules.add(rule);
        }
    }

    private synchronized void remove(String rule) throws IOException {
        if (rules.contains(rule)) {
            ask("-D " + rule);
            rules.remove(rule);
        }
    }

    private synchronized void ask(String change) throws IOException {
        replies.clear();
        input.put(change);
        String reply;
        try {
            reply = replies.poll(LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while changing the packet filter", e);
        }
        if (reply == null) {
            throw new IOException("the packet filter does not answer");
        }
        if (!reply.startsWith("0 ")) {
            throw new IOException("the packet filter refuses " + change + ": " + reply);
        }
    }

    @Override
    public void close() {
        input.end();
        try {
            output.close();
        } catch (IOException e) {
            // It ends with its container.
        }
    }
}
