package dev.holdfast.impl.etcd;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Endpoints;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class EtcdFencedTest extends ServedLockContract {
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
    protected LockSystem system() {
        return new EtcdFenced();
    }

    @Override
    protected Endpoints endpoints() {
        return server.endpoints();
    }
}
