package dev.holdfast.checker.generate;

import java.util.Locale;

/** How the operations of a made-up history lie in time. */
public enum Shape {
    /** Every client is always busy; intervals are random. */
    STEADY,
    /** All operations are invoked before the first returns, each by a process of its own. */
    ALL_CONCURRENT,
    /** Steady, but the first operation returns last of all. */
    HUGE_INTERVAL,
    /** Steady, but all operations of unknown outcome stand at the start. */
    INFOS_FIRST;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name as command lines and tables spell it: in lower case, with dashes. */
    public String label() {
        return label;
    }
}
