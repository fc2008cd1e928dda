package dev.holdfast.report.text;

/** Plain text in lines of at most a given width, broken at blanks. */
final class Wrapped {
    static final int COLUMNS = 100;

    private final StringBuilder out = new StringBuilder();

    /** A line that is kept as it is, however long. */
    Wrapped raw(String line) {
        out.append(line).append('\n');
        return this;
    }

    Wrapped blank() {
        return raw("");
    }

    /** A paragraph whose first line begins with {@code first} and the others with {@code rest}. */
    Wrapped paragraph(String first, String rest, String text) {
        for (String piece : text.split("\n", -1)) {
            wrap(first, rest, piece);
        }
        return this;
    }

    private void wrap(String first, String rest, String text) {
        StringBuilder line = new StringBuilder(first);
        int start = line.length();
        for (String word : text.split(" ", -1)) {
            String left = word;
            if (line.length() > start && line.length() + 1 + left.length() > COLUMNS) {
                raw(line.toString());
                line = new StringBuilder(rest);
                start = line.length();
            }
            if (line.length() > start) {
                line.append(' ');
            }
            while (line.length() + left.length() > COLUMNS) {
                int room = Math.max(1, COLUMNS - line.length());
                if (room > 1 && Character.isHighSurrogate(left.charAt(room - 1))) {
                    room--;
                }
                line.append(left, 0, room);
                raw(line.toString());
                line = new StringBuilder(rest);
                start = line.length();
                left = left.substring(room);
            }
            line.append(left);
        }
        raw(line.toString().stripTrailing());
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
