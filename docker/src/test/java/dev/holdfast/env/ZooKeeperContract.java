package dev.holdfast.env;

import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.ServerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** What ZooKeeper has to do in every environment. */
public abstract class ZooKeeperContract extends EnsembleContract {
    private static final String PATH = "/value";

    @Override
    protected final ServerKind kind() {
        return ServerKind.ZOOKEEPER;
    }

    private interface Use<T> {
        T with(ZooKeeper client) throws KeeperException, InterruptedException;
    }

    private static <T> T session(Address member, Use<T> use) throws IOException {
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher =
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                };
        try (ZooKeeper client = new ZooKeeper(member.toString(), 6000, watcher)) {
            if (!connected.await(5, TimeUnit.SECONDS)) {
                throw new IOException("no session");
            }
            return use.with(client);
        } catch (KeeperException | InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    protected final void put(Address member, String value) throws IOException {
        byte[] data = value.getBytes(StandardCharsets.UTF_8);
        session(
                member,
                client -> {
                    if (client.exists(PATH, false) == null) {
                        client.create(
                                PATH, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
                    } else {
                        client.setData(PATH, data, -1);
                    }
                    return true;
                });
    }

    @Override
    protected final String get(Address member) throws IOException {
        return session(
                member,
                client ->
                        client.exists(PATH, false) == null
                                ? ""
                                : new String(
                                        client.getData(PATH, false, null), StandardCharsets.UTF_8));
    }
}
