package dev.holdfast.impl.redis;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockSystem;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisFencedTest extends LockContract {

    @Override
    LockSystem system() {
        return new RedisFenced();
    }

    @Test
    void countsEveryGrantReleasedOrNot() throws InterruptedException {
        long last = 0;
        for (LockClient client : List.of(first, second, first, second)) {
            Grant grant = client.acquire("pay-1", AT_ONCE).orElseThrow();
            long token = grant.token().orElseThrow();
            assertTrue(token > last, token + " after " + last);
            last = token;
            if (client == first) {
                expire("pay-1");
            } else {
                client.release(grant);
            }
        }
    }
}
