package dev.holdfast.env.links;

import dev.holdfast.env.Direction;
import dev.holdfast.impl.topology.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Silence by the toxic {@code blackhole} of the embedded proxy, which toxiproxy-java does not know:
 * added and removed by plain HTTP. Immutable.
 */
final class BlackholeToxic implements Silencer {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int LIMIT_MS = 30_000;

    private final String api;
    private final String proxy;

    BlackholeToxic(Address api, String proxy) {
        this.api = "http://" + api + "/proxies/";
        this.proxy = proxy;
    }

    @Override
    public void silence(Direction direction) throws IOException {
        String stream = stream(direction);
        String body =
                String.format(
                        Locale.ROOT,
                        "{\"name\":\"%s\",\"type\":\"blackhole\",\"stream\":\"%s\"}",
                        name(stream),
                        stream);
        int status = call("POST", proxy + "/toxics", body);
        if (status >= 300 && status != CONFLICT) {
            throw new IOException("adding a blackhole to " + proxy + ": HTTP status " + status);
        }
    }

    @Override
    public void restore(Direction direction) throws IOException {
        String stream = stream(direction);
        int status = call("DELETE", proxy + "/toxics/" + name(stream), "");
        if (status >= 300 && status != NOT_FOUND) {
            throw new IOException("removing a blackhole from " + proxy + ": HTTP status " + status);
        }
    }

    private static String stream(Direction direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private static String name(String stream) {
        return "blackhole_" + stream;
    }

    private int call(String method, String path, String body) throws IOException {
        HttpURLConnection http =
                (HttpURLConnection) URI.create(api + path).toURL().openConnection();
        try {
            http.setConnectTimeout(LIMIT_MS);
            http.setReadTimeout(LIMIT_MS);
            http.setRequestMethod(method);
            if (!body.isEmpty()) {
                http.setDoOutput(true);
                http.setRequestProperty("Content-Type", "application/json");
                try (OutputStream out = http.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            return http.getResponseCode();
        } finally {
            http.disconnect();
        }
    }
}
