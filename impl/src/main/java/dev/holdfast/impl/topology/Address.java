package dev.holdfast.impl.topology;

/**
 * A host and a TCP port.
 *
 * @param host name or address
 * @param port 1 to 65535
 */
public record Address(String host, int port) {

    public Address {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "'" + host + ":" + port + "' is not host:port with a port from 1 to 65535");
        }
    }

    /** Reads {@code host:port}. */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new Address(
                    text.substring(0, Math.max(colon, 0)),
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not host:port", e);
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
