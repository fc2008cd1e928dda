package dev.holdfast.env.probe;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.topology.Address;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Questions to a ZooKeeper server: {@code srvr} on its port for clients, and on its port for
 * elections what a server that has no vote would ask.
 */
public final class ZooKeeperProbe {
    private static final String MODE = "Mode: ";

    /**
     * The first version of the greeting between servers, as ZooKeeper's QuorumCnxManager has it.
     */
    private static final long GREETING_V1 = -65_536L;

    /** As the server's configuration of logging has it. */
    private static final Pattern ASKED =
            Pattern.compile(
                    "(?m)^(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}) .*Processing srvr command");

    private static final int LOOKING = 0;
    private static final int NOTIFICATION_BYTES_MAX = 1 << 19;

    private ZooKeeperProbe() {}

    /** Whether the server answers {@code srvr}, even if only that it serves nobody at present. */
    public static Canary canary(Address address, Duration limit) {
        return Probe.canary(() -> srvr(address, limit));
    }

    /**
     * The server's mode: {@code leader}, {@code follower}, {@code observer} or {@code standalone};
     * empty if it is in no quorum.
     */
    public static String mode(Address address, Duration limit) throws IOException {
        return srvr(address, limit)
                .lines()
                .filter(line -> line.startsWith(MODE))
                .map(line -> line.substring(MODE.length()))
                .findFirst()
                .orElse("");
    }

    /**
     * The stamp that the server puts on the line of its log that tells of our question: it answers
     * no question for the time, and what it writes into nodes is the leader's time.
     *
     * @param log where its log is; lines begin with date and time in UTC, as ISO 8601
     */
    public static Instant time(Address address, Path log, Duration limit) throws IOException {
        long offset = Files.size(log);
        String unused = srvr(address, limit);
        byte[] bytes;
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(offset);
            bytes = in.readAllBytes();
        }
        // Written before the answer is. Others may have asked meanwhile: as good as ours.
        Matcher stamp = ASKED.matcher(new String(bytes, StandardCharsets.UTF_8));
        if (!stamp.find()) {
            throw new IOException("its log does not tell of our question");
        }
        String time = stamp.group(1).replace(' ', 'T').replace(',', '.') + "Z";
        try {
            return Instant.parse(time);
        } catch (DateTimeParseException e) {
            throw new IOException("not a time: " + time, e);
        }
    }

    private static String srvr(Address address, Duration limit) throws IOException {
        byte[] request = "srvr".getBytes(StandardCharsets.US_ASCII);
        byte[] reply = Probe.ask(address, limit, request, in -> in.readAllBytes());
        if (reply.length == 0) {
            throw new EOFException("the server hung up");
        }
        return new String(reply, StandardCharsets.UTF_8);
    }

    /**
     * Whether the server tells its present vote on its port for elections. A server answers any
     * candidate that has no vote in its ensemble with that, in every state, and changes nothing.
     *
     * @param candidate the server number that we ask as: above those of the ensemble, and of no
     *     other question that is open
     */
    public static Canary election(Address address, long candidate, Duration limit) {
        byte[] self = "127.0.0.1:1".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer request = ByteBuffer.allocate(20 + self.length + 32);
        request.putLong(GREETING_V1).putLong(candidate).putInt(self.length).put(self);
        // The shortest notification: state, proposed leader, its last transaction, the round.
        request.putInt(28).putInt(LOOKING).putLong(candidate).putLong(0).putLong(0);
        return Probe.canary(
                () -> Probe.ask(address, limit, request.array(), ZooKeeperProbe::notification));
    }

    private static int notification(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int length = data.readInt();
        if (length < 28 || length > NOTIFICATION_BYTES_MAX) {
            throw new IOException("not a ZooKeeper server: a notification of " + length + " bytes");
        }
        return data.readInt();
    }
}
