package dev.holdfast.env.processes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.env.EnsembleContract;
import dev.holdfast.env.Environment;
import dev.holdfast.env.EnvironmentSpec;
import dev.holdfast.env.probe.EtcdProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.ServerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;

class EtcdIT extends EnsembleContract {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Pattern VALUE = Pattern.compile("\"value\":\"([^\"]*)\"");

    @BeforeEach
    void needsEtcd() {
        assumeTrue(
                ProgramPath.find("etcd", System.getenv("PATH")).isPresent(), "no etcd on the PATH");
    }

    @Override
    protected Environment start(EnvironmentSpec spec) {
        return ProcessEnvironment.start(spec);
    }

    @Override
    protected ServerKind kind() {
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
    protected void put(Address member, String value) throws IOException {
        ask(
                member,
                "/v3/kv/put",
                "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(base64("key"), base64(value)));
    }

    @Override
    protected String get(Address member) throws IOException {
        Matcher matcher =
                VALUE.matcher(
                        ask(member, "/v3/kv/range", "{\"key\":\"%s\"}".formatted(base64("key"))));
        return matcher.find()
                ? new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8)
                : "";
    }
}
