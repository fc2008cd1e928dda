package dev.holdfast.env.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.impl.topology.Address;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client may rely on, whichever Toxiproxy answers: statuses and JSON. */
abstract class ToxiproxyApiContract {
    private static final String PROXY =
            "{\"name\":\"p\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:1\"}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = new ObjectMapper();

    /** Where the API of the server under test listens. */
    abstract Address api();

    record Answer(int status, JsonNode body) {}

    private Answer call(String method, String path, String body) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + api() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode json =
                response.body().startsWith("{") || response.body().startsWith("[")
                        ? mapper.readTree(response.body())
                        : mapper.createObjectNode();
        return new Answer(response.statusCode(), json);
    }

    private Answer get(String path) throws Exception {
        return call("GET", path, "");
    }

    private void assertError(int status, String error, Answer answer) {
        assertEquals(status, answer.status, answer.toString());
        assertEquals(status, answer.body.path("status").asInt(), answer.toString());
        assertTrue(answer.body.path("error").asText().startsWith(error), answer.toString());
    }

    @AfterEach
    void deleteAll() throws Exception {
        for (var names = get("/proxies").body.fieldNames(); names.hasNext(); ) {
            call("DELETE", "/proxies/" + names.next(), "");
        }
    }

    @Test
    void version() throws Exception {
        assertEquals("2.12.0", get("/version").body.path("version").asText());
    }

    @Test
    void proxyIsCreatedShownAndDeleted() throws Exception {
        Answer created = call("POST", "/proxies", PROXY);
        assertEquals(201, created.status);
        assertEquals("p", created.body.path("name").asText());
        assertEquals("127.0.0.1:1", created.body.path("upstream").asText());
        assertTrue(created.body.path("listen").asText().matches("127\\.0\\.0\\.1:[1-9][0-9]*"));
        assertTrue(created.body.path("enabled").asBoolean());
        assertTrue(created.body.path("toxics").isArray());
        assertEquals(created.body, get("/proxies/p").body);
        assertEquals(created.body, get("/proxies").body.path("p"));
        assertEquals(204, call("DELETE", "/proxies/p", "").status);
        assertError(404, "proxy not found", get("/proxies/p"));
        assertError(404, "proxy not found", call("DELETE", "/proxies/p", ""));
    }

    @Test
    void proxyMayBeCreatedDisabled() throws Exception {
        String disabled = PROXY.replace("}", ",\"enabled\":false}");
        Answer created = call("POST", "/proxies", disabled);
        assertEquals(201, created.status);
        assertEquals(false, created.body.path("enabled").asBoolean());
        Answer enabled = call("PATCH", "/proxies/p", "{\"enabled\":true}");
        assertEquals(200, enabled.status);
        assertEquals(true, enabled.body.path("enabled").asBoolean());
        assertTrue(enabled.body.path("listen").asText().matches("127\\.0\\.0\\.1:[1-9][0-9]*"));
    }

    @Test
    void badProxiesAreRefused() throws Exception {
        call("POST", "/proxies", PROXY);
        assertError(409, "proxy already exists", call("POST", "/proxies", PROXY));
        assertError(400, "bad request body", call("POST", "/proxies", "{"));
        assertError(400, "bad request body", call("POST", "/proxies", "{\"name\":5}"));
        assertError(
                400,
                "missing required field: name",
                call("POST", "/proxies", "{\"upstream\":\"127.0.0.1:1\"}"));
        assertError(
                400,
                "missing required field: upstream",
                call("POST", "/proxies", "{\"name\":\"q\"}"));
        assertEquals(1, get("/proxies").body.size());
    }

    @Test
    void takenPortIsAnError() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String proxy = PROXY.replace(":0", ":" + taken.getLocalPort());
            assertError(500, "listen tcp", call("POST", "/proxies", proxy));
            assertEquals(0, get("/proxies").body.size());
        }
    }

    @Test
    void toxicIsAddedShownChangedAndRemoved() throws Exception {
        call("POST", "/proxies", PROXY);
        Answer added =
                call(
                        "POST",
                        "/proxies/p/toxics",
                        "{\"type\":\"latency\",\"attributes\":{\"latency\":7}}");
        assertEquals(200, added.status);
        assertEquals("latency_downstream", added.body.path("name").asText());
        assertEquals("downstream", added.body.path("stream").asText());
        assertEquals(1.0, added.body.path("toxicity").asDouble());
        assertEquals(7, added.body.path("attributes").path("latency").asInt());
        assertEquals(0, added.body.path("attributes").path("jitter").asInt(-1));
        String path = "/proxies/p/toxics/latency_downstream";
        assertEquals(added.body, get(path).body);
        assertEquals(added.body, get("/proxies/p/toxics").body.get(0));
        assertEquals(added.body, get("/proxies/p").body.path("toxics").get(0));
        Answer changed = call("PATCH", path, "{\"attributes\":{\"jitter\":3}}");
        assertEquals(200, changed.status);
        assertEquals(7, changed.body.path("attributes").path("latency").asInt());
        assertEquals(3, changed.body.path("attributes").path("jitter").asInt());
        assertEquals(204, call("DELETE", path, "").status);
        assertError(404, "toxic not found", get(path));
        assertError(404, "toxic not found", call("DELETE", path, ""));
        assertEquals(0, get("/proxies/p/toxics").body.size());
    }

    @Test
    void everyKindOfToxicHasItsAttributes() throws Exception {
        call("POST", "/proxies", PROXY);
        String[][] kinds = {
            {"latency", "jitter", "latency"},
            {"timeout", "timeout"},
            {"bandwidth", "rate"},
            {"slicer", "average_size", "delay", "size_variation"},
            {"slow_close", "delay"},
            {"reset_peer", "timeout"},
            {"limit_data", "bytes"}
        };
        for (String[] kind : kinds) {
            String body = "{\"type\":\"" + kind[0] + "\",\"stream\":\"upstream\"}";
            Answer added = call("POST", "/proxies/p/toxics", body);
            assertEquals(200, added.status, kind[0]);
            assertEquals(kind.length - 1, added.body.path("attributes").size(), kind[0]);
            for (int i = 1; i < kind.length; i++) {
                assertTrue(added.body.path("attributes").has(kind[i]), kind[i]);
            }
        }
    }

    @Test
    void badToxicsAreRefused() throws Exception {
        call("POST", "/proxies", PROXY);
        String toxics = "/proxies/p/toxics";
        call("POST", toxics, "{\"type\":\"timeout\",\"name\":\"t\"}");
        assertError(
                409,
                "toxic already exists",
                call("POST", toxics, "{\"type\":\"latency\",\"name\":\"t\"}"));
        assertError(400, "invalid toxic type", call("POST", toxics, "{\"type\":\"fire\"}"));
        assertError(
                400,
                "stream was invalid",
                call("POST", toxics, "{\"type\":\"timeout\",\"stream\":\"both\"}"));
        assertError(400, "bad request body", call("POST", toxics, "{"));
        assertError(
                400,
                "bad request body",
                call(
                        "POST",
                        toxics,
                        "{\"type\":\"latency\",\"attributes\":{\"latency\":\"slow\"}}"));
        assertError(404, "proxy not found", call("POST", "/proxies/q/toxics", "{}"));
        assertEquals(1, get(toxics).body.size());
    }

    @Test
    void populateCreatesAndReplaces() throws Exception {
        Answer first = call("POST", "/populate", "[" + PROXY + "]");
        assertEquals(201, first.status);
        String listen = first.body.path("proxies").get(0).path("listen").asText();
        String same = PROXY.replace("127.0.0.1:0", listen);
        call("POST", "/proxies/p/toxics", "{\"type\":\"timeout\"}");
        assertEquals(201, call("POST", "/populate", "[" + same + "]").status);
        assertEquals(1, get("/proxies/p/toxics").body.size(), "left alone");
        String other = same.replace(":1\"", ":2\"");
        assertEquals(201, call("POST", "/populate", "[" + other + "]").status);
        assertEquals("127.0.0.1:2", get("/proxies/p").body.path("upstream").asText());
        assertEquals(0, get("/proxies/p/toxics").body.size(), "replaced");
        assertError(
                400,
                "missing required field: name at proxy 1",
                call("POST", "/populate", "[{\"upstream\":\"127.0.0.1:1\"}]"));
    }

    @Test
    void unknownPathsAndMethods() throws Exception {
        assertEquals(404, get("/nothing").status);
        assertEquals(405, call("DELETE", "/proxies", "").status);
        assertEquals(405, get("/reset").status);
        assertEquals(204, call("POST", "/reset", "").status);
    }

    @Test
    void browsersAreKeptOut() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + api() + "/version"))
                        .header("User-Agent", "Mozilla/5.0")
                        .build();
        assertEquals(403, http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    }
}
