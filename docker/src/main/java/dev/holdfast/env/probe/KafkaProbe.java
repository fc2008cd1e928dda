package dev.holdfast.env.probe;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.topology.Address;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A question to a Kafka broker, in the protocol of its clients. */
public final class KafkaProbe {
    private static final short API_VERSIONS = 18;
    private static final short VERSION = 0;
    private static final int CORRELATION = 0x486f6c64;
    private static final short NO_CLIENT = -1;
    private static final int REPLY_BYTES_MAX = 1 << 16;

    private KafkaProbe() {}

    /** Whether the broker says what it can do, the first question of any client. */
    public static Canary canary(Address address, Duration limit) {
        ByteBuffer request = ByteBuffer.allocate(14).putInt(10);
        request.putShort(API_VERSIONS).putShort(VERSION).putInt(CORRELATION).putShort(NO_CLIENT);
        return Probe.canary(
                () -> Probe.ask(address, limit, request.array(), KafkaProbe::errorCode));
    }

    private static int errorCode(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int length = data.readInt();
        if (length < 6 || length > REPLY_BYTES_MAX || data.readInt() != CORRELATION) {
            throw new IOException("not a Kafka broker");
        }
        int error = data.readShort();
        if (error != 0) {
            throw new IOException("the broker answers with error " + error);
        }
        return error;
    }
}
