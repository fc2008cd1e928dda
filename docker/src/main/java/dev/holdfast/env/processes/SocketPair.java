package dev.holdfast.env.processes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Two sockets of which each gets what the other one says, until both have ended. */
final class SocketPair {
    private static final int CHUNK_BYTES = 32 * 1024;

    private SocketPair() {}

    /** Copies both ways, one of them on a daemon thread of this name; returns when both ended. */
    static void join(Socket near, Socket far, String name) throws InterruptedException {
        Thread back = new Thread(() -> copy(far, near), name);
        back.setDaemon(true);
        back.start();
        copy(near, far);
        // The other direction may go on after this one has ended.
        back.join();
    }

    /** Copies until the end and passes the end on. */
    private static void copy(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length;
            while ((length = in.read(chunk)) >= 0) {
                out.write(chunk, 0, length);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // A reset ends both directions.
            close(from);
            close(to);
        }
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as far as it can be.
        }
    }
}
