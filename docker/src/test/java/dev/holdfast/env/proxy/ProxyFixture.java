package dev.holdfast.env.proxy;

import dev.holdfast.impl.topology.Address;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One proxy with a server behind it, anew for each test. */
abstract class ProxyFixture {
    Wire wire;
    ToxiproxyClient client;
    Proxy proxy;

    /** Where the API of the server under test listens. */
    abstract Address api();

    @BeforeEach
    void connect() throws IOException {
        wire = new Wire();
        client = new ToxiproxyClient(api().host(), api().port());
        proxy = client.createProxy("link", "127.0.0.1:0", wire.address());
    }

    @AfterEach
    void cleanUp() throws IOException {
        wire.close();
        for (Proxy left : client.getProxies()) {
            left.delete();
        }
    }

    /** Both ends of a connection through the proxy. */
    record Pair(Socket near, Socket far) {}

    Pair open() throws Exception {
        Socket near = wire.connect(proxy.getListen());
        return new Pair(near, wire.accept());
    }

    static long msSince(long startNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }
}
