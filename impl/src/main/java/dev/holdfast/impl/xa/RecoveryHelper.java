package dev.holdfast.impl.xa;

import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads Narayana's recovery to one bank, over the same connection until it breaks: what was handed
 * out in one half of a pass is used in the other. Called by the recovery thread alone, but for the
 * closing.
 */
final class RecoveryHelper implements XAResourceRecoveryHelper, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecoveryHelper.class);

    private static final int VALID_SECONDS = 2;

    private final WatchedDataSource source;
    private @Nullable XAConnection connection;
    private boolean isClosed;

    RecoveryHelper(WatchedDataSource source) {
        this.source = source;
    }

    @Override
    public boolean initialise(String properties) {
        return true;
    }

    /** None if the bank is away: the next pass asks again. */
    @Override
    public synchronized XAResource[] getXAResources() {
        try {
            XAConnection present = connection;
            if (isClosed) {
                return new XAResource[0];
            }
            if (present == null || !isValid(present)) {
                end();
                present = source.getXAConnection();
                connection = present;
            }
            return new XAResource[] {present.getXAResource()};
        } catch (SQLException e) {
            log.debug("a bank is away", e);
            return new XAResource[0];
        }
    }

    private static boolean isValid(XAConnection connection) {
        try {
            return connection.getConnection().isValid(VALID_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private void end() {
        XAConnection present = connection;
        connection = null;
        if (present != null) {
            try {
                present.close();
            } catch (SQLException e) {
                // It was broken: the server notices by itself.
            }
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        end();
    }
}
