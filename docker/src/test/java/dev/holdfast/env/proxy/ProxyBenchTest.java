package dev.holdfast.env.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import org.junit.jupiter.api.Test;

class ProxyBenchTest {
    @Test
    void measuresThroughTheApiAndLeavesNoProxy() throws Exception {
        try (EmbeddedToxiproxy server = EmbeddedToxiproxy.start()) {
            ProxyBench figures = ProxyBench.measure(server.api(), 50, 4);
            assertTrue(figures.roundTripP50Us() > 0, figures.toString());
            assertTrue(figures.roundTripP50Us() <= figures.roundTripP99Us(), figures.toString());
            assertTrue(figures.throughputMbPerSecond() > 0, figures.toString());
            ToxiproxyClient client = new ToxiproxyClient(server.api().host(), server.api().port());
            assertEquals(0, client.getProxies().size());
        }
        assertTrue(ProxyBench.direct(50, 4).throughputMbPerSecond() > 0);
    }
}
