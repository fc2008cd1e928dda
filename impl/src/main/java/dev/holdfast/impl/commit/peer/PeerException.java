package dev.holdfast.impl.commit.peer;

/** No answer from another agent. */
public final class PeerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean wasSent;

    PeerException(String message, boolean wasSent, Throwable cause) {
        super(message, cause);
        this.wasSent = wasSent;
    }

    PeerException(String message, boolean wasSent) {
        super(message);
        this.wasSent = wasSent;
    }

    /** Whether the question may have reached the other, or may still do so. */
    public boolean wasSent() {
        return wasSent;
    }
}
