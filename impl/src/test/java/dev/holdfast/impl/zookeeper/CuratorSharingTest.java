package dev.holdfast.impl.zookeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Mode;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.DefiniteFailureException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may hold Curator's shared locks together, and who may not. */
class CuratorSharingTest {
    private static final Optional<Duration> SHORT = Optional.of(Duration.ofMillis(300));

    private static LockClient client(LockSystem system, String name) {
        return system.connect(
                Ensemble.endpoints(), new LockOptions(name, ZooKeeperSession.SHORTEST));
    }

    @Test
    void readersShareAndWritersDoNot() throws InterruptedException {
        LockSystem system = new CuratorReadWrite();
        try (LockClient first = client(system, "agent-1");
                LockClient second = client(system, "agent-2")) {
            Grant read = first.acquire("rw-1", Mode.SHARED, SHORT).orElseThrow();
            Grant alsoRead = second.acquire("rw-1", Mode.SHARED, SHORT).orElseThrow();
            assertEquals(Release.RELEASED, first.release(read));
            assertTrue(first.acquire("rw-1", Mode.EXCLUSIVE, SHORT).isEmpty(), "it is read");
            assertEquals(Release.RELEASED, second.release(alsoRead));
            Grant write = first.acquire("rw-1", Mode.EXCLUSIVE, SHORT).orElseThrow();
            assertTrue(second.acquire("rw-1", Mode.SHARED, SHORT).isEmpty(), "it is written");
            assertTrue(second.acquire("rw-1", Mode.EXCLUSIVE, SHORT).isEmpty(), "it is written");
            assertEquals(Release.RELEASED, first.release(write));
            assertEquals(Release.NOT_HELD, first.release(write));
        }
    }

    @Test
    void semaphoresHaveTwoPermits() throws InterruptedException {
        LockSystem system = new CuratorSemaphore();
        try (LockClient first = client(system, "agent-1");
                LockClient second = client(system, "agent-2")) {
            Grant one = first.acquire("sem-1", Mode.PERMIT, SHORT).orElseThrow();
            Grant two = second.acquire("sem-1", Mode.PERMIT, SHORT).orElseThrow();
            assertTrue(first.acquire("sem-1", Mode.PERMIT, SHORT).isEmpty(), "none is left");
            assertEquals(Release.RELEASED, first.release(one));
            assertEquals(Release.NOT_HELD, first.release(one), "a second time");
            Grant three = second.acquire("sem-1", Mode.PERMIT, SHORT).orElseThrow();
            assertTrue(first.acquire("sem-1", Mode.PERMIT, SHORT).isEmpty(), "none is left");
            assertEquals(Release.RELEASED, second.release(two));
            assertEquals(Release.RELEASED, second.release(three));
            assertThrows(
                    DefiniteFailureException.class,
                    () -> first.acquire("sem-1", Mode.EXCLUSIVE, SHORT));
        }
    }
}
