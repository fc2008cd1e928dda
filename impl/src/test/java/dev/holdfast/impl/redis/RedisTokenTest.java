package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.LockSystem;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisTokenTest extends LockContract {

    @Override
    LockSystem system() {
        return new RedisToken();
    }

    @Test
    void losesTheLockWhenTheLeaseEnds() throws InterruptedException {
        assertFalse(first.acquire("pay-1", AT_ONCE).orElseThrow().renewed());
        assertTrue(second.acquire("pay-1", Optional.of(Duration.ofSeconds(5))).isPresent());
    }
}
