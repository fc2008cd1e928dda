package dev.holdfast.env.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Toxiproxy's HTTP API: paths, methods, statuses and JSON. */
final class ApiHandler implements HttpHandler {
    private static final int BODY_BYTES_MAX = 1 << 20;

    private final ProxyTable proxies;
    private final ObjectMapper mapper = new ObjectMapper();
    private final ApiJson json = new ApiJson(mapper);

    ApiHandler(ProxyTable proxies) {
        this.proxies = proxies;
    }

    /** A status, and a body unless null. */
    private record Answer(int status, @Nullable JsonNode body) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = route(exchange);
            } catch (ApiException e) {
                answer =
                        new Answer(
                                e.status(), json.error(e.status(), String.valueOf(e.getMessage())));
            } catch (IOException | RuntimeException e) {
                answer = new Answer(500, json.error(500, String.valueOf(e.getMessage())));
            }
            if (answer.body() == null) {
                exchange.sendResponseHeaders(answer.status(), -1);
                return;
            }
            byte[] bytes = mapper.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer route(HttpExchange exchange) throws IOException {
        String agent = exchange.getRequestHeaders().getFirst("User-Agent");
        if (agent != null && agent.startsWith("Mozilla/")) {
            // A web page must not reach this API through its reader's browser.
            throw new ApiException(403, "User agent not allowed");
        }
        List<String> path = ApiJson.path(exchange.getRequestURI().getRawPath());
        String method = exchange.getRequestMethod();
        return switch (path.isEmpty() ? "" : path.get(0)) {
            case "version" -> {
                require(path.size() == 1 && method.equals("GET"), method);
                yield version();
            }
            case "reset" -> {
                require(path.size() == 1 && method.equals("POST"), method);
                yield reset();
            }
            case "populate" -> {
                require(path.size() == 1 && method.equals("POST"), method);
                yield populate(body(exchange));
            }
            case "proxies" -> proxies(exchange, path, method);
            default -> throw new ApiException(404, "404 page not found");
        };
    }

    private Answer version() {
        return new Answer(200, mapper.createObjectNode().put("version", EmbeddedToxiproxy.VERSION));
    }

    private static void require(boolean allowed, String method) {
        if (!allowed) {
            throw new ApiException(405, "method " + method + " not allowed here");
        }
    }

    private Answer proxies(HttpExchange exchange, List<String> path, String method)
            throws IOException {
        return switch (path.size()) {
            case 1 -> {
                require(method.equals("GET") || method.equals("POST"), method);
                yield method.equals("GET") ? index() : create(body(exchange));
            }
            case 2 -> proxy(exchange, path.get(1), method);
            case 3 -> {
                require(path.get(2).equals("toxics"), method);
                require(method.equals("GET") || method.equals("POST"), method);
                Proxy proxy = proxies.get(path.get(1));
                yield method.equals("GET")
                        ? new Answer(200, json.toxics(proxy.toxics()))
                        : new Answer(200, json.toxic(proxy.add(json.newToxic(body(exchange)))));
            }
            case 4 -> {
                require(path.get(2).equals("toxics"), method);
                yield toxic(exchange, proxies.get(path.get(1)), path.get(3), method);
            }
            default -> throw new ApiException(404, "404 page not found");
        };
    }

    private Answer reset() throws IOException {
        for (Proxy proxy : proxies.all()) {
            proxy.start();
            proxy.removeToxics();
        }
        return new Answer(204, null);
    }

    private Answer index() {
        ObjectNode all = mapper.createObjectNode();
        for (Proxy proxy : proxies.all()) {
            all.set(proxy.name(), json.proxy(proxy));
        }
        return new Answer(200, all);
    }

    private Answer create(JsonNode body) throws IOException {
        Proxy proxy =
                proxies.create(
                        json.required(body, "name", ""),
                        json.text(body, "listen", ""),
                        json.required(body, "upstream", ""),
                        json.flag(body, "enabled", true));
        return new Answer(201, json.proxy(proxy));
    }

    private Answer populate(JsonNode body) throws IOException {
        if (!body.isArray()) {
            throw new ApiException(400, "bad request body: not an array of proxies");
        }
        for (int i = 0; i < body.size(); i++) {
            String where = " at proxy " + (i + 1);
            json.required(body.get(i), "name", where);
            json.required(body.get(i), "upstream", where);
        }
        ArrayNode made = mapper.createArrayNode();
        for (JsonNode item : body) {
            Proxy proxy =
                    proxies.populate(
                            json.text(item, "name", ""),
                            json.text(item, "listen", ""),
                            json.text(item, "upstream", ""),
                            json.flag(item, "enabled", true));
            made.add(json.proxy(proxy));
        }
        return new Answer(201, mapper.createObjectNode().set("proxies", made));
    }

    private Answer proxy(HttpExchange exchange, String name, String method) throws IOException {
        return switch (method) {
            case "GET" -> new Answer(200, json.proxy(proxies.get(name)));
            case "POST", "PATCH" -> {
                Proxy proxy = proxies.get(name);
                JsonNode body = body(exchange);
                proxy.update(
                        json.text(body, "listen", proxy.listen()),
                        json.text(body, "upstream", proxy.upstream()),
                        json.flag(body, "enabled", proxy.isEnabled()));
                yield new Answer(200, json.proxy(proxy));
            }
            case "DELETE" -> {
                proxies.delete(name);
                yield new Answer(204, null);
            }
            default -> throw new ApiException(405, "method " + method + " not allowed here");
        };
    }

    private Answer toxic(HttpExchange exchange, Proxy proxy, String name, String method)
            throws IOException {
        Toxic toxic = proxy.toxic(name);
        return switch (method) {
            case "GET" -> new Answer(200, json.toxic(toxic));
            case "POST", "PATCH" -> {
                Toxic updated = json.update(toxic, body(exchange));
                proxy.replace(updated);
                yield new Answer(200, json.toxic(updated));
            }
            case "DELETE" -> {
                proxy.remove(toxic);
                yield new Answer(204, null);
            }
            default -> throw new ApiException(405, "method " + method + " not allowed here");
        };
    }

    private JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
        try {
            JsonNode body = mapper.readTree(bytes);
            if (body == null || !body.isContainerNode()) {
                throw new ApiException(400, "bad request body: not a JSON object");
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new ApiException(400, "bad request body: " + e.getOriginalMessage());
        }
    }
}
