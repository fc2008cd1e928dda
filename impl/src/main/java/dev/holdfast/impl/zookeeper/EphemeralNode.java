package dev.holdfast.impl.zookeeper;

import static dev.holdfast.impl.zookeeper.ZooKeeperSession.call;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * One ephemeral node a lock, without a queue: whoever creates it first holds it.
 *
 * <p>Each request goes out once, over the session's own client. Asked again by a retry policy, a
 * create whose answer was lost would meet its own node and wait for itself. And the release goes
 * over the session that created the node: were that over, a client that went on with another one
 * would delete what somebody else has created since.
 */
public final class EphemeralNode implements ZooKeeperLock {

    @Override
    public String name() {
        return "zk-ephemeral";
    }

    @Override
    public String summary() {
        return "one ephemeral node in ZooKeeper, created by whoever comes first, no queue";
    }

    @Override
    public Claims claims() {
        return ZooKeeperClaims.ofSession();
    }

    @Override
    public LockClient connect(Endpoints endpoints, LockOptions options) {
        return new Client(ZooKeeperSession.open(endpoints, options));
    }

    private record Client(ZooKeeperSession session) implements LockClient {
        private static final Duration POLL = Duration.ofMillis(50);

        @Override
        public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit)
                throws InterruptedException {
            String path = path(lock);
            long start = System.nanoTime();
            while (true) {
                Duration certain = session.certain();
                ZooKeeper client = session.client();
                if (create(client, path)) {
                    return Optional.of(Grant.of(lock).withSession(certain).withHandle(client));
                }
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waitLimit.isPresent() && waited.plus(POLL).compareTo(waitLimit.get()) > 0) {
                    return Optional.empty();
                }
                Thread.sleep(POLL.toMillis());
            }
        }

        private boolean create(ZooKeeper client, String path) throws InterruptedException {
            try {
                client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.EPHEMERAL);
                return true;
            } catch (KeeperException.NodeExistsException e) {
                return false;
            } catch (KeeperException.NoNodeException e) {
                call(
                        () -> {
                            session.curator().createContainers(parent(path));
                            return true;
                        });
                return false;
            } catch (KeeperException e) {
                throw new ZooKeeperException(e);
            }
        }

        /** Beside the recipes' nodes, which have children and so can never be ephemeral. */
        private static String path(String lock) {
            return ZooKeeperSession.path("nodes/" + lock);
        }

        private static String parent(String path) {
            return path.substring(0, path.lastIndexOf('/'));
        }

        /** Deleted by the session that created it: it was there, and nobody else's, until now. */
        @Override
        public Release release(Grant grant) throws InterruptedException {
            ZooKeeper client =
                    (ZooKeeper) Objects.requireNonNull(grant.handle(), "grant of another lock");
            try {
                client.delete(path(grant.lock()), -1);
                return Release.CONFIRMED;
            } catch (KeeperException.NoNodeException | KeeperException.SessionExpiredException e) {
                return Release.NOT_HELD;
            } catch (KeeperException e) {
                throw new ZooKeeperException(e);
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
