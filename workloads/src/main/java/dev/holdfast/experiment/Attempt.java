package dev.holdfast.experiment;

/**
 * One try to get a lock, however it ended.
 *
 * @param clients how many clients want the lock
 * @param cluster attempts of one cluster share luck: those of a round, or of a stretch of time
 * @param atOnce whether it was granted on the first try
 * @param micros how long the answer took; -1 if there was none when nobody looked any more
 */
record Attempt(Manner manner, int clients, int cluster, boolean atOnce, long micros) {

    /** How clients come to the lock. */
    enum Manner {
        AT_ONE_MOMENT("all at one moment", 0, 0),
        NOW_AND_THEN("a fifth of the time each", 20, 80),
        HALF_THE_TIME("half of the time each", 20, 20);

        private final String words;
        private final long holdMillis;
        private final long thinkMillis;

        Manner(String words, long holdMillis, long thinkMillis) {
            this.words = words;
            this.holdMillis = holdMillis;
            this.thinkMillis = thinkMillis;
        }

        String words() {
            return words;
        }

        /** How long a client holds the lock. */
        long holdMillis() {
            return holdMillis;
        }

        /** The mean of the exponential time that a client leaves it alone. */
        long thinkMillis() {
            return thinkMillis;
        }
    }

    /** So late that it was not on the first try: the article's lock pauses for a second. */
    static final long LATE_MICROS = 900_000;

    /** Whether its answer came so late that it cannot be that of a first try. */
    boolean isLate() {
        return micros >= LATE_MICROS;
    }
}
