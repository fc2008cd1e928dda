package dev.holdfast.impl.etcd;

/** A call to etcd of which nobody knows whether it took effect. */
public final class EtcdException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EtcdException(String what, Throwable cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
