package dev.holdfast.env;

import dev.holdfast.env.probe.EtcdProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.ServerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What etcd has to do in every environment. */
public abstract class EtcdContract extends EnsembleContract {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");

    @Override
    protected final ServerKind kind() {
        return ServerKind.ETCD;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String ask(Address member, String path, String body) throws IOException {
        String reply = EtcdProbe.http(member, LIMIT, "POST", path, body);
        if (!reply.startsWith("HTTP/1.1 200")) {
            throw new IOException(reply);
        }
        return reply;
    }

    @Override
    protected final void put(Address member, String value) throws IOException {
        ask(
                member,
                "/v3/kv/put",
                "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(base64("key"), base64(value)));
    }

    @Override
    protected final String get(Address member) throws IOException {
        Matcher matcher =
                VALUE.matcher(
                        ask(member, "/v3/kv/range", "{\"key\":\"%s\"}".formatted(base64("key"))));
        return matcher.find()
                ? new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8)
                : "";
    }
}
