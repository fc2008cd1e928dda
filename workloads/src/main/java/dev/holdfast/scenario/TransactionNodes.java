package dev.holdfast.scenario;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.ServerNode;
import dev.holdfast.impl.commit.Payment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;

/** A look at the nodes that the article's protocol keeps in ZooKeeper, at each of its servers. */
final class TransactionNodes {
    static final String SERVICE = "zookeeper";

    private static final int SESSION_MILLIS = 10_000;

    private TransactionNodes() {}

    /** The servers. */
    static List<ServerNode> servers(PaymentStage stage) {
        return stage.environment().servers().stream()
                .filter(server -> server.service().equals(SERVICE))
                .toList();
    }

    /** Waits until no server has the payment's node, which ends with its coordinator's session. */
    static void untilGone(PaymentStage stage, Payment payment) throws InterruptedException {
        List<ZooKeeper> observers = new ArrayList<>();
        try {
            for (ServerNode server : servers(stage)) {
                observers.add(
                        new ZooKeeper(
                                stage.environment().direct(server.name()).toString(),
                                SESSION_MILLIS,
                                event -> {}));
            }
            String path = "/transaction/" + payment.id();
            stage.until(
                    "the node " + path + " to be gone",
                    () -> observers.stream().allMatch(zk -> isGone(zk, path)));
        } catch (IOException e) {
            throw new EnvironmentException("nobody looks at ZooKeeper: " + e.getMessage(), e);
        } finally {
            for (ZooKeeper observer : observers) {
                observer.close();
            }
        }
    }

    private static boolean isGone(ZooKeeper zk, String path) {
        try {
            return zk.exists(path, false) == null;
        } catch (KeeperException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
