package dev.holdfast.suite;

import dev.holdfast.run.RunPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A matrix of runs, multiplied out.
 *
 * @param name a bundled suite's name, or that of the file without its ending
 * @param description what it is for; may be empty
 * @param cells at least one, in the order of the file, with distinct ids
 */
public record Suite(String name, String description, List<Cell> cells) {
    public Suite {
        cells = List.copyOf(cells);
    }

    /** The length of all loads of these cells together: they take longer, if none ends early. */
    public static Duration load(List<Cell> cells) {
        return Duration.ofMillis(
                cells.stream().map(Cell::plan).mapToLong(RunPlan::timeLimitMillis).sum());
    }

    /** What tells this suite from one that would run anything else. */
    String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Cell cell : cells) {
                String all =
                        "%s %s %s %s %s\n"
                                .formatted(
                                        cell.id(),
                                        cell.plan(),
                                        cell.env(),
                                        cell.failFast(),
                                        cell.expect());
                sha.update(all.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
