package dev.holdfast.checker.history;

/**
 * A keyword of an EDN history in a value's place, for example {@code :timeout}; {@code name} is
 * without the colon and may contain a namespace ({@code jepsen/thing}).
 */
public record Keyword(String name) {
    @Override
    public String toString() {
        return ":" + name;
    }
}
