package dev.holdfast.checker.search;

/**
 * Which effects of calls of unknown outcome are counted; the others may happen without limit once
 * one such call was invoked. For one thread.
 */
final class Counted {
    private final boolean isAll;
    private final boolean[] effects;

    private Counted(boolean isAll, int effects) {
        this.isAll = isAll;
        this.effects = new boolean[effects];
    }

    static Counted all() {
        return new Counted(true, 0);
    }

    static Counted none(int effects) {
        return new Counted(false, effects);
    }

    boolean isAll() {
        return isAll;
    }

    boolean is(int effect) {
        return isAll || effects[effect];
    }

    void add(int effect) {
        effects[effect] = true;
    }
}
