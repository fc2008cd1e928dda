package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The zones of chains: from the earliest return to the latest invocation among the calls of each.
 *
 * <p>If the return comes first (forward), the chain certainly lasts that long; else (backward) all
 * its calls meet at one moment between. Chains can be put in a row if and only if forward zones are
 * disjoint and no backward zone lies inside a forward one (Gibbons and Korach 1997). The chain of
 * the first value is there from the start. O(events), without sorting: one position, one zone.
 */
final class Zones {
    private final Subhistory h;
    private final Chains chains;
    private final int[] startingAt;
    private int[] earliest = new int[16];
    private int[] latest = new int[16];
    private int size;
    private int initial = Chains.NONE;

    Zones(Subhistory h, Chains chains) {
        this.h = h;
        this.chains = chains;
        this.startingAt = new int[h.events()];
    }

    /** Adds a chain whose calls first return with one and are last invoked with another. */
    void add(int first, int last, boolean isInitial) {
        if (size == earliest.length) {
            earliest = Arrays.copyOf(earliest, 2 * size);
            latest = Arrays.copyOf(latest, 2 * size);
        }
        earliest[size] = first;
        latest[size] = last;
        if (isInitial) {
            initial = size;
        } else {
            startingAt[Math.min(low(size), high(size))] = size + 1;
        }
        size++;
    }

    private int low(int zone) {
        return h.returnedAt(earliest[zone]);
    }

    private int high(int zone) {
        return h.invokedAt(latest[zone]);
    }

    @Nullable NotLinearizable conflict() {
        int open = initial;
        int end = open == Chains.NONE ? -1 : high(open);
        for (int start : startingAt) {
            int zone = start - 1;
            if (zone < 0) {
                continue;
            }
            if (low(zone) < end) {
                return conflict(open, zone);
            }
            if (low(zone) < high(zone)) {
                open = zone;
                end = high(zone);
            }
        }
        return null;
    }

    private NotLinearizable conflict(int a, int b) {
        Core core = chains.core(latest[a], earliest[b], latest[b]);
        return a == initial ? core.blocked() : core.add(earliest[a]).blocked();
    }
}
