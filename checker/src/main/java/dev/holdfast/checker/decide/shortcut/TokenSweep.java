package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Effort;
import dev.holdfast.checker.decide.Finding;
import dev.holdfast.checker.decide.Finding.NotLinearizable;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that increase, whoever gets them.
 *
 * <p>The tokens are the order. It explains the history if and only if no token is below (or the
 * same as) one that had been returned before it was asked for, and none is given twice. Two calls
 * prove the contrary. O(n log n), for the search of equal tokens.
 */
final class TokenSweep extends Sweep {
    private static final int NONE = -1;

    private final @Nullable Long[] tokens;
    private int highest = NONE;

    /**
     * @param tokens by call the token that it got; null if none
     */
    TokenSweep(Subhistory h, @Nullable Long[] tokens) {
        super(h);
        this.tokens = tokens;
    }

    Finding decide(Effort effort) {
        Finding found = run(effort);
        return found instanceof NotLinearizable ? found : repeated();
    }

    @Override
    @Nullable NotLinearizable invoked(int call) {
        Long token = tokens[call];
        boolean late = token != null && highest != NONE && token <= token(highest);
        return late ? Core.of(h, highest, call).blocked() : null;
    }

    @Override
    @Nullable NotLinearizable returned(int call) {
        Long token = tokens[call];
        if (token != null && (highest == NONE || token > token(highest))) {
            highest = call;
        }
        return null;
    }

    private long token(int call) {
        Long token = tokens[call];
        return token == null ? Long.MIN_VALUE : token;
    }

    private Finding repeated() {
        long[] sorted = new long[tokens.length];
        int size = 0;
        for (Long token : tokens) {
            if (token != null) {
                sorted[size++] = token;
            }
        }
        Arrays.sort(sorted, 0, size);
        for (int i = 1; i < size; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return twice(sorted[i]);
            }
        }
        return new Finding.Linearizable();
    }

    private Finding twice(long token) {
        int first = NONE;
        for (int call = 0; call < tokens.length; call++) {
            if (tokens[call] != null && token(call) == token) {
                if (first != NONE) {
                    return Core.of(h, first, call).blocked();
                }
                first = call;
            }
        }
        throw new IllegalStateException("token %d was there twice".formatted(token));
    }
}
