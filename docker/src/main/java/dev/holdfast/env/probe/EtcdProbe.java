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

/** Questions to an etcd server by HTTP, on its port for clients or the one for its peers. */
public final class EtcdProbe {
    private static final Pattern LEADER = Pattern.compile("\"leader\":\"(\\d+)\"");
    private static final Pattern MEMBER = Pattern.compile("\"member_id\":\"(\\d+)\"");

    private static final Pattern VERSION = Pattern.compile("\"etcdserver\":\"([^\"]+)\"");

    private static final String HTTP = "HTTP/1.1 ";

    private EtcdProbe() {}

    /**
     * What a member says of its place.
     *
     * @param member its number
     * @param leader the leader's number; empty if it knows none
     */
    public record Status(String member, String leader) {
        /** Whether it is the leader itself. */
        public boolean isLeader() {
            return !leader.isEmpty() && leader.equals(member);
        }
    }

    /** Whether the server tells its version; both ports do. */
    public static Canary canary(Address address, Duration limit) {
        byte[] request = request(address, "GET", "/version", "");
        return Probe.canary(() -> Probe.ask(address, limit, request, EtcdProbe::beginning));
    }

    /** The member's status, asked on its port for clients. */
    public static Status status(Address address, Duration limit) throws IOException {
        String reply = http(address, limit, "POST", "/v3/maintenance/status", "{}");
        return new Status(first(MEMBER, reply), first(LEADER, reply));
    }

    /** The server's version, for example {@code 3.4.23}; empty if it does not say. */
    public static String version(Address address, Duration limit) throws IOException {
        return first(VERSION, http(address, limit, "GET", "/version", ""));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /**
     * One HTTP request to the port for clients.
     *
     * @return the whole reply, whatever its status
     * @throws IOException also if what answers does not speak HTTP
     */
    public static String http(
            Address address, Duration limit, String method, String path, String body)
            throws IOException {
        byte[] request = request(address, method, path, body);
        return Probe.ask(
                address,
                limit,
                request,
                in -> beginning(in) + new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static byte[] request(Address address, String method, String path, String body) {
        return "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, path, address, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Enough for a canary: the port for peers does not close the connection after its reply. */
    private static String beginning(InputStream in) throws IOException {
        String text = new String(in.readNBytes(HTTP.length()), StandardCharsets.US_ASCII);
        if (text.isEmpty()) {
            throw new EOFException("the server hung up");
        }
        if (!text.equals(HTTP)) {
            throw new IOException("not an etcd server");
        }
        return text;
    }
}
