package dev.holdfast.env.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Toxics without sockets or waiting: the time is a number here. */
class PipelineTest {
    private static final long MS = 1_000_000;

    private final Pipeline pipeline = new Pipeline(1);
    private long ids;

    private Toxic toxic(ToxicType type, Map<String, Long> attributes) {
        ids++;
        return new Toxic(ids, "t" + ids, type, StreamName.UPSTREAM, 1, attributes);
    }

    private void offer(String text, long atMs) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        pipeline.offer(Chunk.of(ByteBuffer.wrap(bytes), atMs * MS));
    }

    /** What comes out at this time: text, and a full stop for the end. */
    private String outAt(long ms) {
        long unused = pipeline.advance(ms * MS);
        StringBuilder text = new StringBuilder();
        Chunk chunk;
        while ((chunk = pipeline.out().poll()) != null) {
            text.append(
                    chunk.isEnd() ? "." : StandardCharsets.UTF_8.decode(chunk.buffer()).toString());
        }
        return text.toString();
    }

    @Test
    void withoutToxicsEverythingPasses() {
        offer("a", 0);
        assertEquals("a", outAt(0));
        assertTrue(pipeline.isIdle());
    }

    @Test
    void latenciesAddUp() {
        pipeline.sync(
                List.of(
                        toxic(ToxicType.LATENCY, Map.of("latency", 100L)),
                        toxic(ToxicType.LATENCY, Map.of("latency", 50L))));
        offer("a", 0);
        offer("b", 10);
        assertEquals("", outAt(149));
        assertEquals("a", outAt(150));
        assertEquals(10 * MS, pipeline.advance(150 * MS));
        assertEquals("b", outAt(160));
    }

    @Test
    void removedToxicGivesOnWhatItHoldsInOrder() {
        Toxic hole = toxic(ToxicType.BLACKHOLE, Map.of());
        Toxic slow = toxic(ToxicType.LATENCY, Map.of("latency", 1000L));
        pipeline.sync(List.of(slow));
        offer("a", 0);
        pipeline.sync(List.of(slow, hole));
        assertEquals("", outAt(1000));
        offer("b", 1000);
        offer("c", 1000);
        pipeline.sync(List.of());
        assertEquals("abc", outAt(1001));
    }

    @Test
    void removedTogetherTheyKeepTheOrder() {
        Toxic slow = toxic(ToxicType.LATENCY, Map.of("latency", 10L));
        Toxic hole = toxic(ToxicType.BLACKHOLE, Map.of());
        pipeline.sync(List.of(slow, hole));
        offer("a", 0);
        assertEquals("", outAt(10));
        offer("b", 10);
        pipeline.sync(List.of());
        offer("c", 11);
        assertEquals("abc", outAt(11));
    }

    @Test
    void blackholeKeepsTheEnd() {
        Toxic hole = toxic(ToxicType.BLACKHOLE, Map.of());
        pipeline.sync(List.of(hole));
        offer("a", 0);
        pipeline.offer(Chunk.end(0));
        assertEquals("", outAt(1_000_000));
        assertEquals(1, pipeline.heldBytes());
        pipeline.sync(List.of());
        assertEquals("a.", outAt(1_000_000));
    }

    @Test
    void removedTimeoutEndsTheStreamOnce() {
        Toxic drop = toxic(ToxicType.TIMEOUT, Map.of("timeout", 0L));
        pipeline.sync(List.of(drop));
        offer("lost", 0);
        assertEquals("", outAt(5));
        pipeline.sync(List.of());
        assertEquals(".", outAt(6));
    }

    @Test
    void bandwidthSpreadsAChunk() {
        pipeline.sync(List.of(toxic(ToxicType.BANDWIDTH, Map.of("rate", 1L))));
        offer("x".repeat(250), 0);
        assertEquals("", outAt(99));
        assertEquals(100, outAt(100).length());
        assertEquals(100, outAt(200).length());
        assertEquals("", outAt(249));
        assertEquals(50, outAt(250).length());
    }

    @Test
    void slicerHalvesUntilSmallEnough() {
        pipeline.sync(List.of(toxic(ToxicType.SLICER, Map.of("average_size", 3L, "delay", 1000L))));
        offer("abcdefgh", 0);
        assertEquals("ab", outAt(0));
        assertEquals("cd", outAt(1));
        assertEquals("ef", outAt(2));
        assertEquals("gh", outAt(3));
    }

    @Test
    void limitCountsAcrossUpdates() {
        Toxic limit = toxic(ToxicType.LIMIT_DATA, Map.of("bytes", 4L));
        pipeline.sync(List.of(limit));
        offer("abc", 0);
        assertEquals("abc", outAt(0));
        pipeline.sync(List.of(limit.with(1, Map.of("bytes", 5L))));
        offer("defg", 1);
        assertEquals("de.", outAt(1));
        offer("more", 2);
        assertEquals("", outAt(2));
    }

    @Test
    void toxicityZeroSparesEveryConnection() {
        Toxic hole = toxic(ToxicType.BLACKHOLE, Map.of());
        pipeline.sync(List.of(hole.with(0, Map.of())));
        offer("a", 0);
        assertEquals("a", outAt(0));
    }
}
