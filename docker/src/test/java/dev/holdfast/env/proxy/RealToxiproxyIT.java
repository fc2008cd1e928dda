package dev.holdfast.env.proxy;

import dev.holdfast.impl.topology.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contract is the original's: whatever fails here is a mistake in the contract. */
class RealToxiproxyIT {
    private static RealToxiproxy server;

    @BeforeAll
    static void start() throws Exception {
        server = RealToxiproxy.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
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
}
