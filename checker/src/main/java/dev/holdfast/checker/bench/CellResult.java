package dev.holdfast.checker.bench;

import java.time.Duration;

/**
 * What one engine made of one cell.
 *
 * @param cell the history
 * @param engine which engine was asked
 * @param decidedBy which procedures decided, as far as it tells
 * @param word valid, invalid or unknown
 * @param reason why it is unknown; else empty
 * @param decided wall-clock time from history to answer
 * @param explained time for the counterexample of an invalid one; zero if it is not apart
 * @param peakBytes the largest heap while it ran, garbage included; 0 if it ran in another process
 * @param explored configurations looked at
 */
public record CellResult(
        Cell cell,
        String engine,
        String decidedBy,
        String word,
        String reason,
        Duration decided,
        Duration explained,
        long peakBytes,
        long explored) {

    /** Whether the verdict is definite and as it must be. */
    public boolean isRight() {
        return word.equals(cell.expected());
    }

    /** Whether the verdict is definite and not as it must be. */
    public boolean isWrong() {
        return !isRight() && !word.equals("unknown");
    }
}
