package dev.holdfast.impl.xa;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** One bank's branch of an attempt at a payment. For one thread at a time. */
final class RawBranch {
    private final XaPool pool;
    private final Xid xid;
    private XAConnection connection;
    private boolean isEnded;
    private boolean isPrepared;
    private boolean wasTold;

    /** What became of a commit. */
    enum Outcome {
        COMMITTED,
        /** The resource manager says that it has rolled the branch back. */
        ROLLED_BACK,
        /** It does not answer. */
        OPEN
    }

    /** Begins it. */
    RawBranch(XaPool pool, Xid xid) throws SQLException, XAException {
        this.pool = pool;
        this.xid = xid;
        this.connection = pool.take();
        boolean isGood = false;
        try {
            connection.getXAResource().start(xid, XAResource.TMNOFLAGS);
            isGood = true;
        } finally {
            if (!isGood) {
                pool.drop(connection);
            }
        }
    }

    Connection connection() throws SQLException {
        return connection.getConnection();
    }

    void end() throws SQLException, XAException {
        connection.getXAResource().end(xid, XAResource.TMSUCCESS);
        isEnded = true;
    }

    void prepare() throws SQLException, XAException {
        // Should no answer come, it may be prepared all the same.
        isPrepared = true;
        connection.getXAResource().prepare(xid);
    }

    /** Tells the bank once; again if it did not answer before. */
    Outcome commit() {
        boolean isAgain = wasTold;
        wasTold = true;
        try {
            if (isAgain) {
                connection = pool.take();
            }
            connection.getXAResource().commit(xid, false);
            pool.give(connection);
            return Outcome.COMMITTED;
        } catch (SQLException e) {
            return Outcome.OPEN;
        } catch (XAException e) {
            pool.drop(connection);
            return outcome(e.errorCode, isAgain);
        }
    }

    private static Outcome outcome(int code, boolean isAgain) {
        if (code == XAException.XAER_NOTA && isAgain) {
            return Outcome.COMMITTED;
        }
        boolean isRollback = code >= XAException.XA_RBBASE && code <= XAException.XA_RBEND;
        return isRollback || code == XAException.XAER_RMERR || code == XAException.XAER_NOTA
                ? Outcome.ROLLED_BACK
                : Outcome.OPEN;
    }

    /** Tells the bank once to undo it; false if it does not answer. */
    boolean hasRolledBack() {
        boolean isAgain = wasTold;
        wasTold = true;
        if (!isPrepared) {
            giveUp();
            return true;
        }
        try {
            if (isAgain) {
                connection = pool.take();
            }
            connection.getXAResource().rollback(xid);
            pool.give(connection);
            return true;
        } catch (SQLException e) {
            return false;
        } catch (XAException e) {
            pool.drop(connection);
            // Not known: so it was never prepared, or was rolled back.
            return outcome(e.errorCode, false) == Outcome.ROLLED_BACK;
        }
    }

    /** Nothing was promised: it ends with its connection at the latest. */
    private void giveUp() {
        try {
            if (!isEnded) {
                connection.getXAResource().end(xid, XAResource.TMFAIL);
            }
            connection.getXAResource().rollback(xid);
            pool.give(connection);
        } catch (SQLException | XAException e) {
            pool.drop(connection);
        }
    }
}
