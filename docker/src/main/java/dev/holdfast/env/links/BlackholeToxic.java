package dev.holdfast.env.links;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The toxic {@code blackhole} of the embedded proxy, which toxiproxy-java does not know: added and
 * removed by plain HTTP. Immutable.
 */
final class BlackholeToxic {
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int LIMIT_MS = 30_000;

    private final String api;

    BlackholeToxic(String host, int port) {
        api = "http://" + host + ":" + port + "/proxies/";
    }

    /** Adds it to one of the two streams of {@code proxy}, if it is not there. */
    void add(String proxy, String stream) throws IOException {
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

    /** Removes it, if it is there. */
    void remove(String proxy, String stream) throws IOException {
        int status = call("DELETE", proxy + "/toxics/" + name(stream), "");
        if (status >= 300 && status != NOT_FOUND) {
            throw new IOException("removing a blackhole from " + proxy + ": HTTP status " + status);
        }
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
