package dev.holdfast.impl.zookeeper.seed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;

/**
 * The article's three functions, line by line.
 *
 * <pre>
 * def prepare(zk, transaction_id):
 *     zk.create('/transaction', b'0', ephemeral=True)
 *     zk.create('/transaction/%s' % transaction_id, b'0', ephemeral=True)
 *
 * def commit(zk, transaction_id):
 *     zk.set('/transaction/%s' % transaction_id, b'1')
 *
 * def rollback(zk, transaction_id):
 *     zk.delete('/transaction/%s' % transaction_id)
 * </pre>
 *
 * @param isRepaired whether the parent is persistent, and may be there already; as written it is
 *     ephemeral, and ephemeral nodes have no children
 */
record ArticleTransaction(boolean isRepaired) {
    static final String PREPARED = "0";
    static final String COMMITTED = "1";

    private static final String ROOT = "/transaction";
    private static final int ANY_VERSION = -1;

    static String path(String transactionId) {
        return ROOT + "/" + transactionId;
    }

    void prepare(ZooKeeper zk, String transactionId) throws KeeperException, InterruptedException {
        try {
            create(zk, ROOT, isRepaired ? CreateMode.PERSISTENT : CreateMode.EPHEMERAL);
        } catch (KeeperException.NodeExistsException e) {
            if (!isRepaired) {
                throw e;
            }
        }
        create(zk, path(transactionId), CreateMode.EPHEMERAL);
    }

    private static void create(ZooKeeper zk, String path, CreateMode mode)
            throws KeeperException, InterruptedException {
        zk.create(path, PREPARED.getBytes(US_ASCII), Ids.OPEN_ACL_UNSAFE, mode);
    }

    void commit(ZooKeeper zk, String transactionId) throws KeeperException, InterruptedException {
        zk.setData(path(transactionId), COMMITTED.getBytes(US_ASCII), ANY_VERSION);
    }

    void rollback(ZooKeeper zk, String transactionId) throws KeeperException, InterruptedException {
        zk.delete(path(transactionId), ANY_VERSION);
    }
}
