package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.redis.RedisServer.Await;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisWatchdogTest extends LockContract {

    @Override
    LockSystem system() {
        return new RedisWatchdog();
    }

    @Test
    void keepsTheLockBeyondItsLease() throws InterruptedException {
        Grant grant = first.acquire("pay-1", AT_ONCE).orElseThrow();
        assertTrue(grant.renewed());
        Optional<Duration> beyond = Optional.of(LEASE.plus(LEASE.dividedBy(2)));
        assertTrue(second.acquire("pay-1", beyond).isEmpty());
        assertEquals(Release.RELEASED, first.release(grant));
    }

    @Test
    void stopsRenewingWhatItLost() throws InterruptedException {
        Grant lost = first.acquire("pay-1", AT_ONCE).orElseThrow();
        expire("pay-1");
        setByAnother("pay-1", LEASE);
        Await.until("the other one's lease ends unrenewed", () -> ttl("pay-1").isNegative());
        assertEquals(Release.NOT_HELD, first.release(lost));
    }
}
