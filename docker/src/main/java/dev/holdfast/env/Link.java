package dev.holdfast.env;

import java.time.Duration;

/**
 * A connection from one node to a service or to another node, always through a proxy of its own.
 *
 * <p>Faults on one link do not touch any other. All methods are idempotent and bounded in time, and
 * throw {@link EnvironmentException} where they fail. Safe for several threads.
 */
public interface Link {

    /** The node that connects. */
    String from();

    /** The service or node that is connected to. */
    String to();

    /** {@code from->to}. */
    default String name() {
        return from() + "->" + to();
    }

    /** Visible cut: open connections end, new ones are refused. */
    void refuse();

    /**
     * Silent cut: nothing passes in this direction and nobody is told, neither by data nor by an
     * end of stream; healing delivers what waited, as TCP does after a packet loss.
     */
    void silence(Direction direction);

    /** Delays every chunk by {@code delay} in this direction. */
    void delay(Direction direction, Duration delay);

    /** Undoes everything above. */
    void heal();

    /** Ends every connection that is open now; new ones are welcome. */
    void dropConnections();

    /**
     * Sends a real request over this link, as {@link #from} would, and says what came of it.
     *
     * @param limit how long to wait for the reply
     */
    Canary canary(Duration limit);

    /**
     * What became of a canary.
     *
     * @param outcome the fate of the request
     * @param took how long until that was known
     */
    record Canary(Outcome outcome, Duration took) {
        /** The fates. */
        public enum Outcome {
            /** The server answered. */
            ANSWERED,
            /** The connection was refused or ended. */
            REFUSED,
            /** Nothing came back within the limit. */
            SILENT
        }
    }
}
