package dev.holdfast.impl.zookeeper;

import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.retry.ExponentialBackoffRetry;
import org.apache.zookeeper.ZooKeeper;

/**
 * One agent's session with the ensemble {@code zookeeper}, through Curator, set up as Curator's own
 * first example has it. After an expiry Curator opens another session by itself.
 *
 * <p><b>How long a session certainly lasts after a request.</b> The leader ends a session when it
 * has heard nothing of it for the timeout S. A request that reaches it by way of a follower does
 * not count as hearing: the follower names the sessions that it heard from when the leader next
 * pings it, every half tick, and a follower that is cut off in between never does. So only what the
 * leader heard before counts. A client that has heard nothing from its server for 2/3 S leaves it,
 * and finding another one is heard by the leader; so when a request is sent the leader heard of the
 * session at most 2/3 S ago, and half a tick. That leaves S/3 less half a tick; {@link #certain}
 * says S/4. A new leader gives every session its whole timeout again.
 *
 * <p>A process that stood still finds the answers of before when it goes on, takes its server for
 * alive and may send what arrives just before the leader ends the session. So {@link Pulse} looks
 * for such gaps, and after one nothing is certain. Assumed is a leader that is deposed, or goes on,
 * within S/3 of standing still, and that answers take less than S/12 where there are any.
 */
final class ZooKeeperSession implements AutoCloseable {

    /** On a loaded machine with two cores shorter ones end without any fault. */
    static final Duration SHORTEST = Duration.ofSeconds(4);

    private static final int CERTAIN_SHARE = 4;
    private static final int GAP_SHARE = 16;
    private static final int RETRY_BASE_MILLIS = 1000;
    private static final int RETRIES = 3;
    private static final int FIRST_CONNECT_SECONDS = 5;
    private static final int CLOSE_WAIT_MILLIS = 500;

    private final CuratorFramework curator;
    private final Pulse pulse;

    private ZooKeeperSession(CuratorFramework curator, Pulse pulse) {
        this.curator = curator;
        this.pulse = pulse;
    }

    /**
     * Opens a session; returns after some seconds also if there is none yet, since the servers may
     * be away just now and Curator goes on trying.
     */
    static ZooKeeperSession open(Endpoints endpoints, LockOptions options) {
        String members =
                endpoints.members("zookeeper").stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(","));
        int timeout = Math.toIntExact(options.lease().toMillis());
        CuratorFramework curator =
                CuratorFrameworkFactory.builder()
                        .connectString(members)
                        .sessionTimeoutMs(timeout)
                        .connectionTimeoutMs(timeout)
                        // The addresses by which the servers know each other lead past the links,
                        // or nowhere.
                        .ensembleTracker(false)
                        .maxCloseWaitMs(CLOSE_WAIT_MILLIS)
                        .retryPolicy(new ExponentialBackoffRetry(RETRY_BASE_MILLIS, RETRIES))
                        .build();
        // Before the first session: that is heard of after this, so no gap before counts.
        Pulse pulse = Pulse.start(options.lease().dividedBy(GAP_SHARE), options.lease());
        curator.start();
        try {
            curator.blockUntilConnected(FIRST_CONNECT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ZooKeeperSession(curator, pulse);
    }

    CuratorFramework curator() {
        return curator;
    }

    /**
     * The client of the present session; it stays with that session when Curator goes on.
     *
     * @throws DefiniteFailureException if there is no connection, so that nothing was asked
     */
    ZooKeeper client() throws InterruptedException {
        try {
            return call(() -> curator.getZookeeperClient().getZooKeeper());
        } catch (ZooKeeperException e) {
            throw new DefiniteFailureException("no session: " + e.getMessage(), e);
        }
    }

    /**
     * How long the session certainly lasts after a request was sent over it; zero where this
     * process stood still lately.
     *
     * @throws DefiniteFailureException if there is no session
     */
    Duration certain() throws InterruptedException {
        int timeout = client().getSessionTimeout();
        return pulse.isSteady() ? Duration.ofMillis(timeout / CERTAIN_SHARE) : Duration.ZERO;
    }

    /** The node that stands for a lock. */
    static String path(String lock) {
        return "/holdfast/" + lock;
    }

    /**
     * Calls something that may throw anything.
     *
     * @throws ZooKeeperException for every checked exception but interrupts: nobody knows what
     *     became of the call
     */
    static <T> T call(Callable<T> call) throws InterruptedException {
        try {
            return call.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ZooKeeperException(e);
        }
    }

    @Override
    public void close() {
        pulse.close();
        if (curator.getState() == CuratorFrameworkState.STARTED) {
            curator.close();
        }
    }
}
