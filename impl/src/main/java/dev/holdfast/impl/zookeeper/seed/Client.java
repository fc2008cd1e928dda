package dev.holdfast.impl.zookeeper.seed;

import dev.holdfast.impl.commit.CommitSite;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** A session, and another when it has expired; what it is used for is not tried again. */
final class Client implements AutoCloseable {
    private static final int CONNECT_MILLIS = 4000;
    private static final int SESSION_MILLIS_MIN = 4000;

    private final CuratorFramework curator;

    private Client(CuratorFramework curator) {
        this.curator = curator;
    }

    static Client open(CommitSite site) {
        CuratorFramework curator =
                CuratorFrameworkFactory.builder()
                        .connectString(
                                site.services().members("zookeeper").stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(",")))
                        .sessionTimeoutMs(sessionMillis(site))
                        .connectionTimeoutMs(CONNECT_MILLIS)
                        .ensembleTracker(false)
                        .retryPolicy(new RetryOneTime(1))
                        .build();
        curator.start();
        return new Client(curator);
    }

    /** The article names no timeout: who is patient with others is not given up sooner himself. */
    private static int sessionMillis(CommitSite site) {
        return Math.max(SESSION_MILLIS_MIN, Math.toIntExact(2 * site.patience().toMillis()));
    }

    /** Something done with the article's {@code zk}. */
    interface Use<T> {
        T with(ZooKeeper zk) throws KeeperException, InterruptedException;
    }

    /**
     * Does it.
     *
     * @throws IllegalStateException if there is no connection
     */
    <T> T use(Use<T> use) throws KeeperException, InterruptedException {
        ZooKeeper zk;
        try {
            if (!curator.getZookeeperClient().blockUntilConnectedOrTimedOut()) {
                throw new IllegalStateException("no server answers");
            }
            zk = curator.getZookeeperClient().getZooKeeper();
        } catch (InterruptedException | IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("no session: " + e.getMessage(), e);
        }
        return use.with(zk);
    }

    @Override
    public void close() {
        curator.close();
    }
}
