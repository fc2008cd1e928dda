package dev.holdfast.impl.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.cp.lock.FencedLock;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.lock.WarmUp;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The locks of one agent with a Hazelcast client; its holder is a thread of this client.
 *
 * <p>The client talks to one member at a time, through its own links, and sends again what was not
 * answered under an id by which the cluster knows it.
 */
final class HazelcastLocks implements LockClient {
    private static final Duration FIRST_CONNECT = Duration.ofSeconds(5);

    private final HazelcastInstance client;

    private HazelcastLocks(HazelcastInstance client) {
        this.client = client;
    }

    /** Returns after some seconds also if there is no connection yet: the client goes on trying. */
    static HazelcastLocks connect(Endpoints endpoints, LockOptions options) {
        ClientConfig config = new ClientConfig();
        config.setClusterName("holdfast");
        config.setInstanceName(options.client());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.getConnectionStrategyConfig().setAsyncStart(true);
        // The addresses by which the members know each other lead past the links, or nowhere.
        config.getNetworkConfig().setSmartRouting(false);
        endpoints
                .members("hazelcast")
                .forEach(member -> config.getNetworkConfig().addAddress(member.toString()));
        CountDownLatch connected = new CountDownLatch(1);
        LifecycleListener listener =
                event -> {
                    if (event.getState() == LifecycleState.CLIENT_CONNECTED) {
                        connected.countDown();
                    }
                };
        config.addListenerConfig(new ListenerConfig(listener));
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        try {
            boolean unused = connected.await(FIRST_CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return WarmUp.of(new HazelcastLocks(client), options.client());
    }

    @Override
    public Optional<Grant> acquire(String name, Optional<Duration> waitLimit) {
        FencedLock lock = client.getCPSubsystem().getLock(name);
        long fence =
                waitLimit.isPresent()
                        ? lock.tryLockAndGetFence(waitLimit.get().toMillis(), TimeUnit.MILLISECONDS)
                        : lock.lockAndGetFence();
        return fence == FencedLock.INVALID_FENCE
                ? Optional.empty()
                : Optional.of(
                        Grant.of(name)
                                .withToken(fence)
                                .withSession(Duration.ZERO)
                                .withHandle(lock));
    }

    /** Done says that this session held it, and one that lost a lock never holds it again. */
    @Override
    public Release release(Grant grant) {
        FencedLock lock = (FencedLock) Objects.requireNonNull(grant.handle(), "grant of another");
        try {
            lock.unlock();
            return Release.CONFIRMED;
        } catch (IllegalMonitorStateException e) {
            return Release.NOT_HELD;
        }
    }

    @Override
    public void close() {
        client.getLifecycleService().terminate();
    }
}
