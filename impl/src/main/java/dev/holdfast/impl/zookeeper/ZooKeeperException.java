package dev.holdfast.impl.zookeeper;

/** A call to ZooKeeper of which nobody knows whether it took effect. */
public final class ZooKeeperException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ZooKeeperException(Exception cause) {
        super(cause.getClass().getSimpleName() + ": " + cause.getMessage(), cause);
    }
}
