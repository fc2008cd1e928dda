package dev.holdfast.env.proxy;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Small things that sockets need. */
final class Channels {
    private Channels() {}

    static void closeQuietly(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is closed as far as it can be, and nobody could do anything about it.
        }
    }

    /**
     * Reads {@code host:port}, where an empty host means every interface.
     *
     * @throws UnknownHostException if it is not that, or the host has no address
     */
    static InetSocketAddress resolve(String address) throws UnknownHostException {
        int colon = address.lastIndexOf(':');
        int port = port(address, colon);
        String host = address.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return host.isEmpty()
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
    }

    private static int port(String address, int colon) throws UnknownHostException {
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (colon >= 0 && port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UnknownHostException("address " + address + ": not host:port");
    }

    /** {@code host:port} with the address in digits. */
    static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
