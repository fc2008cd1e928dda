package dev.holdfast.impl.xa;

import dev.holdfast.impl.sql.Bank;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.xa.PGXADataSource;

/** Connections to one bank by the driver's own data source, with resources that are watched. */
final class WatchedDataSource implements XADataSource {
    private final PGXADataSource driver = new PGXADataSource();
    private final Branches branches;

    WatchedDataSource(Branches branches) {
        this.branches = branches;
        Bank bank = branches.bank();
        driver.setUrl(bank.url());
        Properties properties = bank.properties();
        driver.setUser(properties.getProperty("user"));
        try {
            for (String name : properties.stringPropertyNames()) {
                driver.setProperty(name, properties.getProperty(name));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the driver does not know its own properties", e);
        }
    }

    @Override
    public XAConnection getXAConnection() throws SQLException {
        return new WatchedConnection(driver.getXAConnection(), branches);
    }

    @Override
    public XAConnection getXAConnection(String user, String password) throws SQLException {
        return new WatchedConnection(driver.getXAConnection(user, password), branches);
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // The driver has a logger.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        driver.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return driver.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.postgresql");
    }
}
