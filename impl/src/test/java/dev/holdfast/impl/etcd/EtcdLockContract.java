package dev.holdfast.impl.etcd;

import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Endpoints;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every lock in etcd does. */
abstract class EtcdLockContract extends ServedLockContract {
    private static EtcdServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = EtcdServer.start(folder);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }
}
