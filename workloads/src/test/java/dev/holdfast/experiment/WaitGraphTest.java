package dev.holdfast.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WaitGraphTest {
    private final WaitGraph graph = new WaitGraph();

    private void take(int client, String lock) {
        graph.asks(client, lock);
        graph.has(client, lock);
    }

    @Test
    void twoThatWaitForEachOther() {
        take(1, "a");
        take(2, "b");
        graph.asks(1, "b");
        assertEquals(0, graph.deadlocks());
        graph.asks(2, "a");
        assertEquals(1, graph.deadlocks());
    }

    @Test
    void threeInACircle() {
        take(1, "a");
        take(2, "b");
        take(3, "c");
        graph.asks(1, "b");
        graph.asks(2, "c");
        assertEquals(0, graph.deadlocks());
        graph.asks(3, "a");
        assertEquals(1, graph.deadlocks());
    }

    @Test
    void whoWaitsForACircleIsNotInOne() {
        take(1, "a");
        take(2, "b");
        graph.asks(1, "b");
        graph.asks(2, "a");
        take(3, "c");
        graph.asks(3, "a");
        assertEquals(1, graph.deadlocks());
    }

    @Test
    void whoGaveUpOrGaveBackIsNotWaitedFor() {
        take(1, "a");
        take(2, "b");
        graph.asks(1, "b");
        graph.givesUp(1);
        graph.asks(2, "a");
        assertEquals(0, graph.deadlocks());
        graph.releases(1, "a");
        graph.has(2, "a");
        graph.asks(1, "a");
        assertEquals(0, graph.deadlocks());
    }

    @Test
    void aLateReleaseDoesNotFreeWhatAnotherHas() {
        take(1, "a");
        take(2, "b");
        graph.has(2, "a"); // its lease was over
        graph.releases(1, "a");
        take(1, "c");
        graph.asks(1, "a");
        graph.asks(2, "c");
        assertEquals(1, graph.deadlocks());
    }
}
