package dev.holdfast.env.probe;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.topology.Address;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions to a Hazelcast member by HTTP, on the one port that it has. */
public final class HazelcastProbe {
    private static final Pattern LENGTH =
            Pattern.compile("content-length: *(\\d{1,6})", Pattern.CASE_INSENSITIVE);

    private static final String END_OF_HEADER = "\r\n\r\n";
    private static final int HEADER_BYTES_MAX = 4096;

    private HazelcastProbe() {}

    /** Whether the member tells its state; its whole health it only tells after asking others. */
    public static Canary canary(Address address, Duration limit) {
        return Probe.canary(() -> get(address, limit, "/hazelcast/health/node-state"));
    }

    private static String get(Address address, Duration limit, String path) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, address);
        return Probe.ask(
                address, limit, request.getBytes(StandardCharsets.US_ASCII), HazelcastProbe::reply);
    }

    /** It keeps the connection open, so the reply ends where it says. */
    private static String reply(InputStream in) throws IOException {
        StringBuilder header = new StringBuilder();
        while (header.indexOf(END_OF_HEADER) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the member hung up");
            }
            header.append((char) next);
            if (header.length() > HEADER_BYTES_MAX || !"HTTP/".startsWith(start(header))) {
                throw new IOException("not a Hazelcast member");
            }
        }
        Matcher length = LENGTH.matcher(header);
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return header + new String(in.readNBytes(body), StandardCharsets.UTF_8);
    }

    private static String start(StringBuilder header) {
        return header.substring(0, Math.min(header.length(), "HTTP/".length()));
    }
}
