package dev.holdfast.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One part of a suite out of several that together are all of it, each cell in exactly one.
 *
 * @param number 1 to {@code of}
 * @param of how many parts there are
 */
public record Shard(int number, int of) {
    /** The whole suite. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    public Shard {
        if (number < 1 || number > of) {
            throw new IllegalArgumentException(
                    "shard %d/%d is out of range; it must be 1/%d to %d/%d"
                            .formatted(
                                    number, of, Math.max(of, 1), Math.max(of, 1), Math.max(of, 1)));
        }
    }

    /**
     * Reads {@code i/n}.
     *
     * @throws IllegalArgumentException in one line, if it is something else
     */
    public static Shard parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "--shard '%s' is not a part such as 1/3".formatted(text));
        }
        return new Shard(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
    }

    /** Its cells: every n-th one, since neighbours are alike and so take equally long. */
    public List<Cell> of(List<Cell> cells) {
        List<Cell> part = new ArrayList<>();
        for (int i = number - 1; i < cells.size(); i += of) {
            part.add(cells.get(i));
        }
        return List.copyOf(part);
    }
}
