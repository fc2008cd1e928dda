package dev.holdfast.impl.hazelcast;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.ServedLockContract;
import dev.holdfast.impl.topology.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class HazelcastFencedTest extends ServedLockContract {
    private static HazelcastMember member;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        member = HazelcastMember.start(folder);
    }

    @AfterAll
    static void end() {
        if (member != null) {
            member.close();
        }
    }

    @Override
    protected LockSystem system() {
        return new HazelcastFenced();
    }

    @Override
    protected Endpoints endpoints() {
        return member.endpoints();
    }
}
