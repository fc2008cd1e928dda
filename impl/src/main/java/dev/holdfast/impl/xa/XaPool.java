package dev.holdfast.impl.xa;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.XAConnection;
import javax.sql.XADataSource;

/** Connections to one bank that are used again. Safe for several threads. */
final class XaPool implements AutoCloseable {
    private static final int IDLE_MAX = 32;

    private final XADataSource source;
    private final ConcurrentLinkedDeque<XAConnection> idle = new ConcurrentLinkedDeque<>();
    private final Set<XAConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    XaPool(XADataSource source) {
        this.source = source;
    }

    /** One that nobody uses, or a new one. */
    XAConnection take() throws SQLException {
        if (isClosed) {
            throw new SQLException("closed", "08003");
        }
        XAConnection waiting = idle.pollFirst();
        if (waiting != null) {
            return waiting;
        }
        XAConnection made = source.getXAConnection();
        open.add(made);
        return made;
    }

    /** It is not used any more and in order. */
    void give(XAConnection connection) {
        if (isClosed || idle.size() >= IDLE_MAX) {
            end(connection);
        } else {
            idle.addFirst(connection);
        }
    }

    /** It is not used any more and may be broken; then those that wait are not much better. */
    void drop(XAConnection connection) {
        end(connection);
        for (XAConnection w = idle.pollFirst(); w != null; w = idle.pollFirst()) {
            end(w);
        }
    }

    private void end(XAConnection connection) {
        open.remove(connection);
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken: the server notices by itself.
        }
    }

    @Override
    public void close() {
        isClosed = true;
        idle.clear();
        open.forEach(this::end);
    }
}
