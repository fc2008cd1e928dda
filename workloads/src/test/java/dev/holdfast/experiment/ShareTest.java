package dev.holdfast.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.experiment.Share.Cluster;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

    /**
     * Newcombe 1998, Two-sided confidence intervals for the single proportion, table I, method 3.
     */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718"
    })
    void hasWilsonsInterval(long hits, long of, double low, double high) {
        Share share = Share.of(hits, of);
        assertEquals(low, share.low(), 0.00005);
        assertEquals(high, share.high(), 0.00005);
    }

    @Test
    void ofNothingNothingIsKnown() {
        Share share = Share.of(List.of(new Cluster(0, 0)));
        assertEquals(0, share.low());
        assertEquals(1, share.high());
        assertEquals("–", share.words());
    }

    @Test
    void allOrNothingInFoursCountsForAFourth() {
        List<Cluster> clusters =
                List.of(
                        new Cluster(4, 4),
                        new Cluster(0, 4),
                        new Cluster(4, 4),
                        new Cluster(0, 4),
                        new Cluster(4, 4),
                        new Cluster(0, 4));
        Share share = Share.of(clusters);
        assertEquals(0.5, share.value());
        // 24 (k / (k - 1)) / 24^2 over 0.25 / 24, with k = 6
        assertEquals(4.8, share.designEffect(), 1e-9);
        assertTrue(share.low() < Share.of(12, 24).low());
    }

    @Test
    void exactlyOneOfFourIsNoMoreCertainThanChance() {
        Share share = Share.of(Collections.nCopies(10, new Cluster(1, 4)));
        assertEquals(1, share.designEffect());
        assertEquals(Share.of(10, 40), share);
    }

    @Test
    void moreHitsThanAttemptsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Share.of(3, 2));
        assertThrows(IllegalArgumentException.class, () -> new Share(1, 2, Double.NaN));
    }
}
