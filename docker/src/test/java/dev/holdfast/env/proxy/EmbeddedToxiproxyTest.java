package dev.holdfast.env.proxy;

import static dev.holdfast.env.proxy.Wire.assertEnd;
import static dev.holdfast.env.proxy.Wire.assertOver;
import static dev.holdfast.env.proxy.Wire.assertReceives;
import static dev.holdfast.env.proxy.Wire.assertSilent;
import static dev.holdfast.env.proxy.Wire.send;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.topology.Address;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmbeddedToxiproxyTest {
    private static EmbeddedToxiproxy server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedToxiproxy.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Nested
    class Data extends ToxiproxyContract {
        @Override
        Address api() {
            return server.api();
        }
    }

    @Nested
    class Api extends ToxiproxyApiContract {
        @Override
        Address api() {
            return server.api();
        }
    }

    /** The extension: a network that loses every packet. */
    @Nested
    class Blackhole extends ProxyFixture {
        @Override
        Address api() {
            return server.api();
        }

        private void blackhole(String method, String stream) throws Exception {
            String path = "/proxies/link/toxics" + (method.equals("POST") ? "" : "/" + stream);
            String body =
                    "{\"type\":\"blackhole\",\"name\":\"%1$s\",\"stream\":\"%1$s\"}"
                            .formatted(stream);
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://" + api() + path))
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertTrue(response.statusCode() < 300, response.body());
        }

        private void silence() throws Exception {
            blackhole("POST", "upstream");
            blackhole("POST", "downstream");
        }

        private void heal() throws Exception {
            blackhole("DELETE", "upstream");
            blackhole("DELETE", "downstream");
        }

        @Test
        void dataWaitBothWaysAndTheConnectionSurvives() throws Exception {
            Pair pair = open();
            silence();
            send(pair.near(), "request");
            send(pair.far(), "reply");
            assertSilent(pair.far());
            assertSilent(pair.near());
            heal();
            assertReceives(pair.far(), "request");
            assertReceives(pair.near(), "reply");
            send(pair.near(), "more");
            assertReceives(pair.far(), "more");
        }

        @Test
        void endsWaitToo() throws Exception {
            Pair client = open();
            Pair host = open();
            silence();
            send(client.near(), "last words");
            client.near().close();
            host.far().close();
            assertSilent(client.far());
            assertSilent(host.near());
            heal();
            assertReceives(client.far(), "last words");
            assertEnd(client.far());
            assertEnd(host.near());
        }

        @Test
        void newConnectionsAreNotHeardOfUntilItHeals() throws Exception {
            silence();
            Socket near = wire.connect(proxy.getListen());
            send(near, "hello");
            wire.assertNoConnection();
            assertSilent(near);
            heal();
            Socket far = wire.accept();
            assertReceives(far, "hello");
            send(far, "welcome");
            assertReceives(near, "welcome");
        }

        @Test
        void oneWaySilencesOneStream() throws Exception {
            Pair pair = open();
            blackhole("POST", "upstream");
            send(pair.near(), "request");
            assertSilent(pair.far());
            send(pair.far(), "reply");
            assertReceives(pair.near(), "reply");
            blackhole("DELETE", "upstream");
            assertReceives(pair.far(), "request");
        }

        @Test
        void handshakeNeedsBothWays() throws Exception {
            blackhole("POST", "downstream");
            wire.connect(proxy.getListen());
            wire.assertNoConnection();
            blackhole("DELETE", "downstream");
            wire.accept();
        }

        @Test
        void disablingEndsWhatIsSilent() throws Exception {
            Pair pair = open();
            silence();
            send(pair.near(), "lost");
            Socket waiting = wire.connect(proxy.getListen());
            proxy.disable();
            assertOver(pair.near());
            assertEnd(pair.far());
            assertOver(waiting);
        }

        @Test
        void senderHasToWaitInsteadOfFillingTheMemory() throws Exception {
            Pair pair = open();
            silence();
            try (SocketChannel near = SocketChannel.open(Wire.resolve(proxy.getListen()))) {
                send(pair.near(), "x");
                near.configureBlocking(false);
                long sent = 0;
                ByteBuffer block = ByteBuffer.allocate(1 << 16);
                for (int idle = 0; idle < 20; idle++) {
                    int written = near.write(block.clear());
                    if (written > 0) {
                        sent += written;
                        idle = 0;
                    } else {
                        Thread.sleep(10);
                    }
                    assertTrue(sent < 64L << 20, "nothing stops the sender");
                }
            }
        }
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        ToxiproxyClient client = new ToxiproxyClient(server.api().host(), server.api().port());
        for (String listen : List.of(":0", "0.0.0.0:0", "localhost:0", "127.0.3.4:0")) {
            Proxy proxy = client.createProxy("p", listen, "127.0.0.1:1");
            assertTrue(proxy.getListen().startsWith("127."), proxy.getListen());
            proxy.delete();
        }
        IOException refused =
                assertThrows(
                        IOException.class,
                        () -> client.createProxy("p", "192.0.2.1:0", "127.0.0.1:1"));
        assertTrue(refused.getMessage().contains("loopback only"), refused.getMessage());
    }

    /** Such a connection would take the port while it changes hands. */
    @Test
    void portOfItsChoiceIsNoneForOutgoingConnections() throws Exception {
        ToxiproxyClient client = new ToxiproxyClient(server.api().host(), server.api().port());
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Proxy proxy = client.createProxy("p" + i, "127.0.0.1:0", "127.0.0.1:1");
            int port = Wire.resolve(proxy.getListen()).getPort();
            assertTrue(port >= 28_000 && port < 32_768, proxy.getListen());
            addresses.add(proxy.getListen());
        }
        assertEquals(20, addresses.size(), "each has its own");
    }

    @Test
    void disabledProxyKeepsItsPort() throws Exception {
        ToxiproxyClient client = new ToxiproxyClient(server.api().host(), server.api().port());
        Proxy proxy = client.createProxy("kept", "127.0.0.1:0", "127.0.0.1:1");
        proxy.disable();
        int port = Wire.resolve(proxy.getListen()).getPort();
        try (SocketChannel thief = SocketChannel.open()) {
            assertThrows(IOException.class, () -> thief.bind(Wire.resolve("127.0.0.1:" + port)));
        }
        proxy.enable();
        proxy.delete();
    }

    @Test
    void closeLeavesNoThread() throws Exception {
        EmbeddedToxiproxy other = EmbeddedToxiproxy.start();
        try (Wire wire = new Wire()) {
            ToxiproxyClient client = new ToxiproxyClient(other.api().host(), other.api().port());
            Proxy proxy = client.createProxy("p", "127.0.0.1:0", wire.address());
            proxy.toxics().latency("l", eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM, 60_000);
            Socket near = wire.connect(proxy.getListen());
            send(near, "x");
            wire.accept();
            assertFalse(other.isTerminated());
            other.close();
            assertOver(near);
        }
        assertTrue(other.isTerminated());
    }
}
