package dev.holdfast.env.proxy;

import static dev.holdfast.env.proxy.Wire.assertEnd;
import static dev.holdfast.env.proxy.Wire.assertOver;
import static dev.holdfast.env.proxy.Wire.assertReceives;
import static dev.holdfast.env.proxy.Wire.assertSilent;
import static dev.holdfast.env.proxy.Wire.send;
import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static eu.rekawek.toxiproxy.model.ToxicDirection.UPSTREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.toxic.Latency;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a link may rely on, whichever Toxiproxy is behind it: the data plane. */
abstract class ToxiproxyContract extends ProxyFixture {
    @Test
    void dataPassBothWays() throws Exception {
        Pair pair = open();
        send(pair.near(), "request");
        assertReceives(pair.far(), "request");
        send(pair.far(), "reply");
        assertReceives(pair.near(), "reply");
    }

    @Test
    void manyBytesArriveInOrderWhileToxicsComeAndGo() throws Exception {
        Pair pair = open();
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Thread sender =
                new Thread(
                        () -> {
                            try {
                                OutputStream out = pair.near().getOutputStream();
                                for (int i = 0; i < bytes.length; i += 30_000) {
                                    out.write(bytes, i, 30_000);
                                    Thread.sleep(1);
                                }
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        sender.start();
        Thread toxics =
                new Thread(
                        () -> {
                            try {
                                for (int i = 0; i < 10; i++) {
                                    Latency one = proxy.toxics().latency("a", UPSTREAM, 3);
                                    proxy.toxics().slicer("b", UPSTREAM, 5_000, 0);
                                    one.setLatency(1);
                                    one.remove();
                                    proxy.toxics().get("b").remove();
                                }
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        toxics.start();
        byte[] received = pair.far().getInputStream().readNBytes(bytes.length);
        sender.join();
        toxics.join();
        assertArrayEquals(bytes, received);
    }

    @Test
    void endOfOneSideEndsTheOther() throws Exception {
        Pair first = open();
        first.near().close();
        assertEnd(first.far());
        Pair second = open();
        second.far().close();
        assertEnd(second.near());
    }

    @Test
    void halfCloseIsNotKept() throws Exception {
        Pair pair = open();
        pair.near().shutdownOutput();
        assertEnd(pair.far());
        assertEnd(pair.near());
    }

    @Test
    void deadUpstreamLooksLikeAcceptThenEnd() throws Exception {
        wire.close();
        assertOver(wire.connect(proxy.getListen()));
    }

    @Test
    void disabledRefusesEndsWhatIsOpenAndKeepsToxics() throws Exception {
        Pair pair = open();
        proxy.toxics().latency("slow", UPSTREAM, 1);
        proxy.disable();
        assertOver(pair.near());
        assertOver(pair.far());
        assertThrows(ConnectException.class, () -> wire.connect(proxy.getListen()));
        assertFalse(client.getProxy("link").isEnabled());
        String listen = proxy.getListen();
        proxy.enable();
        assertEquals(listen, proxy.getListen());
        assertEquals(1, proxy.toxics().getAll().size());
        send(open().near(), "x");
    }

    @Test
    void deletedProxyIsGone() throws Exception {
        Pair pair = open();
        proxy.delete();
        assertOver(pair.near());
        assertThrows(ConnectException.class, () -> wire.connect(proxy.getListen()));
    }

    @Test
    void anotherUpstreamEndsOpenConnectionsAndKeepsTheAddress() throws Exception {
        Pair pair = open();
        String listen = proxy.getListen();
        try (Wire other = new Wire()) {
            proxy.setUpstream(other.address());
            assertOver(pair.near());
            assertEquals(listen, proxy.getListen());
            send(other.connect(listen), "new");
            assertReceives(other.accept(), "new");
        }
    }

    @Test
    void latencyDelaysDataInItsStreamOnly() throws Exception {
        proxy.toxics().latency("slow", UPSTREAM, 200);
        long startNs = System.nanoTime();
        Pair pair = open();
        assertTrue(msSince(startNs) < 150, "connecting is not delayed");
        startNs = System.nanoTime();
        send(pair.far(), "down");
        assertReceives(pair.near(), "down");
        assertTrue(msSince(startNs) < 150, "the other stream is not delayed");
        startNs = System.nanoTime();
        send(pair.near(), "up");
        assertReceives(pair.far(), "up");
        assertTrue(msSince(startNs) >= 195, "took " + msSince(startNs));
    }

    @Test
    void latencyIsPipelined() throws Exception {
        proxy.toxics().latency("slow", UPSTREAM, 300);
        Pair pair = open();
        long startNs = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            send(pair.near(), "chunk" + i);
            Thread.sleep(20);
        }
        assertReceives(pair.far(), "chunk0chunk1chunk2chunk3chunk4");
        long tookMs = msSince(startNs);
        assertTrue(tookMs >= 375 && tookMs < 900, "took " + tookMs + ", not 5 times 300");
    }

    @Test
    void latencyHoldsTheEndBackOnlyBehindData() throws Exception {
        proxy.toxics().latency("slow", UPSTREAM, 300);
        Pair idle = open();
        long startNs = System.nanoTime();
        idle.near().close();
        assertEnd(idle.far());
        assertTrue(msSince(startNs) < 250, "took " + msSince(startNs));
        Pair busy = open();
        startNs = System.nanoTime();
        send(busy.near(), "x");
        busy.near().close();
        assertReceives(busy.far(), "x");
        assertEnd(busy.far());
        assertTrue(msSince(startNs) >= 295, "took " + msSince(startNs));
    }

    @Test
    void removingLatencyReleasesWhatWaits() throws Exception {
        Pair pair = open();
        Latency latency = proxy.toxics().latency("slow", UPSTREAM, 30_000);
        send(pair.near(), "one");
        assertSilent(pair.far());
        latency.remove();
        assertReceives(pair.far(), "one");
        send(pair.near(), "two");
        assertReceives(pair.far(), "two");
    }

    @Test
    void changedLatencyCounts() throws Exception {
        Pair pair = open();
        Latency latency = proxy.toxics().latency("slow", DOWNSTREAM, 30_000);
        latency.setLatency(100);
        assertEquals(100, proxy.toxics().get("slow", Latency.class).getLatency());
        long startNs = System.nanoTime();
        send(pair.far(), "x");
        assertReceives(pair.near(), "x");
        assertTrue(msSince(startNs) >= 95, "took " + msSince(startNs));
    }

    @Test
    void timeoutZeroDropsDataButNotConnectsAndEnds() throws Exception {
        Pair pair = open();
        proxy.toxics().timeout("drop", UPSTREAM, 0);
        send(pair.near(), "lost");
        assertSilent(pair.far());
        send(pair.far(), "other stream");
        assertReceives(pair.near(), "other stream");
        pair.near().close();
        assertEnd(pair.far());
        open();
    }

    /** Both ends are there before the proxy has put its toxics between them: not so any more. */
    private Pair served() throws Exception {
        Pair pair = open();
        send(pair.far(), "served");
        assertReceives(pair.near(), "served");
        return pair;
    }

    @Test
    void removingTimeoutEndsTheConnectionsThatCarriedIt() throws Exception {
        Pair before = served();
        proxy.toxics().timeout("drop", UPSTREAM, 0);
        Pair during = served();
        proxy.toxics().get("drop").remove();
        assertOver(before.near());
        assertOver(before.far());
        assertOver(during.near());
        send(open().near(), "welcome");
    }

    @Test
    void timeoutEndsAfterSilence() throws Exception {
        proxy.toxics().timeout("end", UPSTREAM, 1_500);
        Pair pair = open();
        long startNs = System.nanoTime();
        // A busy machine may wake this up late, but not by a second.
        Thread.sleep(300);
        send(pair.near(), "restarts the clock");
        assertEnd(pair.near());
        long tookMs = msSince(startNs);
        assertTrue(tookMs >= 1_790 && tookMs < 4_000, "took " + tookMs);
    }

    @Test
    void bandwidthLimitsTheRate() throws Exception {
        proxy.toxics().bandwidth("narrow", UPSTREAM, 100);
        Pair pair = open();
        long startNs = System.nanoTime();
        send(pair.near(), "x".repeat(40_000));
        assertReceives(pair.far(), "x".repeat(40_000));
        long tookMs = msSince(startNs);
        assertTrue(tookMs >= 300 && tookMs < 1_500, "40 kB at 100 kB/s took " + tookMs);
    }

    @Test
    void bandwidthZeroBlocksUntilItIsRemoved() throws Exception {
        proxy.toxics().bandwidth("none", UPSTREAM, 0);
        Pair pair = open();
        send(pair.near(), "waits");
        assertSilent(pair.far());
        proxy.toxics().get("none").remove();
        assertReceives(pair.far(), "waits");
    }

    @Test
    void slicerDelaysInMicrosecondsAfterEachSlice() throws Exception {
        proxy.toxics().slicer("slices", UPSTREAM, 100, 20_000);
        Pair pair = open();
        long startNs = System.nanoTime();
        send(pair.near(), "x".repeat(800));
        assertReceives(pair.far(), "x".repeat(800));
        long tookMs = msSince(startNs);
        assertTrue(tookMs >= 135 && tookMs < 1_500, "7 times 20 ms took " + tookMs);
    }

    @Test
    void slowCloseDelaysTheEndOnly() throws Exception {
        proxy.toxics().slowClose("slow", UPSTREAM, 250);
        Pair pair = open();
        long startNs = System.nanoTime();
        send(pair.near(), "x");
        assertReceives(pair.far(), "x");
        assertTrue(msSince(startNs) < 200, "took " + msSince(startNs));
        startNs = System.nanoTime();
        pair.near().close();
        assertEnd(pair.far());
        assertTrue(msSince(startNs) >= 245, "took " + msSince(startNs));
    }

    @Test
    void limitDataEndsAfterSoManyBytes() throws Exception {
        proxy.toxics().limitData("limit", UPSTREAM, 10);
        Pair pair = open();
        send(pair.near(), "0123");
        assertReceives(pair.far(), "0123");
        send(pair.near(), "456789 too much");
        assertReceives(pair.far(), "456789");
        assertEnd(pair.far());
    }

    @Test
    void resetPeerResetsConnectionsOpenedAfterIt() throws Exception {
        Pair before = open();
        // The server hears of a connection before the proxy is quite done with opening it.
        send(before.far(), "open");
        assertReceives(before.near(), "open");
        proxy.toxics().resetPeer("reset", DOWNSTREAM, 0);
        Pair after = open();
        assertSilent(after.near());
        send(after.far(), "trigger");
        SocketException reset =
                assertThrows(SocketException.class, () -> after.near().getInputStream().read());
        assertTrue(reset.getMessage().contains("reset"), reset.getMessage());
        send(before.far(), "trigger");
        assertEnd(before.near());
    }

    @Test
    void resetEnablesAllAndRemovesToxics() throws Exception {
        proxy.toxics().latency("slow", UPSTREAM, 1);
        proxy.disable();
        client.reset();
        Proxy fresh = client.getProxy("link");
        assertTrue(fresh.isEnabled());
        assertEquals(0, fresh.toxics().getAll().size());
        send(open().near(), "x");
    }

    @Test
    void portIsChosenAndTold() throws Exception {
        assertNotEquals(0, Wire.resolve(proxy.getListen()).getPort());
        assertEquals("2.12.0", client.version().replaceAll("[^0-9.]", ""));
    }
}
