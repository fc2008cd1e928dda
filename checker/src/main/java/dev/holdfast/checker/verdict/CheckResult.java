package dev.holdfast.checker.verdict;

import java.time.Duration;

/**
 * What one checker said, and what it cost.
 *
 * @param checker the checker's name
 * @param verdict its answer
 * @param took wall-clock time
 */
public record CheckResult(String checker, Verdict verdict, Duration took) {}
