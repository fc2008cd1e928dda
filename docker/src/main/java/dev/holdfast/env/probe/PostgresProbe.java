package dev.holdfast.env.probe;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.topology.Address;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Questions to a PostgreSQL server that lets the user {@code postgres} in without a password, in
 * version 3 of its protocol.
 */
public final class PostgresProbe {
    private static final int SSL_REQUEST = 80_877_103;
    private static final int PROTOCOL = 196_608;
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    private PostgresProbe() {}

    /** Whether the server says if it would encrypt, the first question of any client. */
    public static Canary canary(Address address, Duration limit) {
        byte[] request = ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array();
        return Probe.canary(() -> Probe.ask(address, limit, request, PostgresProbe::sslAnswer));
    }

    private static int sslAnswer(InputStream in) throws IOException {
        int answer = in.read();
        if (answer < 0) {
            throw new EOFException("the server hung up");
        }
        return answer;
    }

    /**
     * Runs one statement.
     *
     * @return the first column of the first row; empty if there is none
     * @throws IOException also if the server answers with an error
     */
    public static String query(Address address, Duration limit, String sql) throws IOException {
        byte[] start = text("user\0postgres\0database\0postgres\0\0");
        byte[] statement = text(sql + "\0");
        ByteBuffer request = ByteBuffer.allocate(start.length + statement.length + 13);
        request.putInt(start.length + 8).putInt(PROTOCOL).put(start);
        request.put((byte) 'Q').putInt(statement.length + 4).put(statement);
        return Probe.ask(address, limit, request.array(), PostgresProbe::rows);
    }

    /** {@code clock_timestamp()}: the server's clock. */
    public static Instant time(Address address, Duration limit) throws IOException {
        String micros =
                query(
                        address,
                        limit,
                        "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
        try {
            return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
        } catch (NumberFormatException e) {
            throw new IOException("not a time: " + micros, e);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String rows(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        String first = "";
        boolean seen = false;
        while (true) {
            char type = (char) data.readUnsignedByte();
            int length = data.readInt() - 4;
            if (length < 0 || length > MESSAGE_BYTES_MAX) {
                throw new IOException("not a PostgreSQL server");
            }
            ByteBuffer message = ByteBuffer.wrap(data.readNBytes(length));
            switch (type) {
                case 'E' -> throw new IOException(error(message));
                case 'D' -> {
                    first = seen ? first : column(message);
                    seen = true;
                }
                case 'C', 'I' -> {
                    return first;
                }
                default -> {
                    // What it says while it lets us in.
                }
            }
        }
    }

    private static String column(ByteBuffer row) {
        row.getShort();
        int length = row.getInt();
        byte[] bytes = new byte[Math.max(0, length)];
        row.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The field M of an error. */
    private static String error(ByteBuffer message) {
        for (String field : StandardCharsets.UTF_8.decode(message).toString().split("\0", -1)) {
            if (field.startsWith("M")) {
                return field.substring(1);
            }
        }
        return "an error without a message";
    }
}
