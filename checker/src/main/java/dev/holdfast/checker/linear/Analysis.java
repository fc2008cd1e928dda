package dev.holdfast.checker.linear;

import dev.holdfast.checker.verdict.Verdict;
import java.time.Duration;

/**
 * What a check for linearizability said, and how it got there.
 *
 * @param verdict the answer
 * @param engine which procedures decided, for example {@code mutex}, or {@code
 *     unique-register+competition} where objects were decided by different ones
 * @param objects how many independent objects the history is about
 * @param operations how many operations counted
 * @param explored configurations looked at by searches; 0 where none was needed
 * @param decided wall-clock time from the history to the answer, without the counterexample
 * @param took wall-clock time of all, counterexample included
 */
public record Analysis(
        Verdict verdict,
        String engine,
        int objects,
        long operations,
        long explored,
        Duration decided,
        Duration took) {}
