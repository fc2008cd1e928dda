package dev.holdfast.checker.generate;

/** How the operations of a made-up history lie in time. */
public enum Shape {
    /** Every client is always busy; intervals are random. */
    STEADY,
    /** All operations are invoked before the first returns, each by a process of its own. */
    ALL_CONCURRENT,
    /** Steady, but the first operation returns last of all. */
    HUGE_INTERVAL,
    /** Steady, but all operations of unknown outcome stand at the start. */
    INFOS_FIRST
}
