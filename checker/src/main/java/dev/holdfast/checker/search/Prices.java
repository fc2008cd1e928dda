package dev.holdfast.checker.search;

/**
 * What a configuration paid: the scarcer an effect is, the more each use of it costs. For one
 * thread.
 *
 * <p>An effect that was invoked m times and happened k times costs ln((m + 1) / (m - k + 1)): the
 * last one left costs most, and what is there in plenty next to nothing.
 */
final class Prices {
    private final Window window;
    private float[] logarithms = new float[0];

    Prices(Window window) {
        this.window = window;
    }

    /** The price of all that happened on the way to {@code c}. O(effects). */
    float of(Configuration c) {
        Uses uses = c.uses;
        float price = 0;
        for (int i = 0; i < uses.effects(); i++) {
            int invoked = window.invoked(uses.effect(i));
            price += logarithm(invoked + 1) - logarithm(Math.max(1, invoked - uses.count(i) + 1));
        }
        return Math.max(0, price);
    }

    /** The price of the latest use of {@code effect}, by {@code c}. */
    float ofLatest(Configuration c, int effect) {
        int left = Math.max(0, window.invoked(effect) - c.uses.of(effect));
        return logarithm(left + 2) - logarithm(left + 1);
    }

    private float logarithm(int of) {
        if (of >= logarithms.length) {
            logarithms = new float[2 * of];
            for (int i = 1; i < logarithms.length; i++) {
                logarithms[i] = (float) Math.log(i);
            }
        }
        return logarithms[of];
    }
}
