package dev.holdfast.env.processes;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One Redis, or a primary with asynchronous replicas behind it. */
final class RedisGroup implements ServerGroup {
    private final RedisBinary binary = RedisBinary.find();
    private final Site site;
    private final List<RedisNode> nodes = new ArrayList<>();
    private final List<ToxiproxyLink> links = new ArrayList<>();

    RedisGroup(Service service, Site site) {
        this.site = site;
        for (String name : service.nodes()) {
            nodes.add(new RedisNode(name, service, this, binary, site));
        }
        for (RedisNode from : nodes) {
            for (RedisNode to : nodes) {
                if (from != to) {
                    links.add(link(from, to));
                }
            }
        }
    }

    private ToxiproxyLink link(RedisNode from, RedisNode to) {
        return ToxiproxyLink.create(
                site.proxy(), from.name(), to.name(), to.address(), RedisProbe::canary);
    }

    @Override
    public List<RedisNode> nodes() {
        return nodes;
    }

    @Override
    public List<ToxiproxyLink> links() {
        return links;
    }

    @Override
    public String version() {
        return binary.description();
    }

    @Override
    public void start() {
        Parallel.run(nodes.stream().<Runnable>map(node -> node::launchFirst).toList());
        // A server that found its port taken has another one now.
        links.forEach(link -> link.lead(node(link.to()).address()));
        List<RedisNode> replicas = nodes.subList(1, nodes.size());
        replicas.forEach(replica -> follow(replica.name(), nodes.get(0).name()));
        replicas.forEach(RedisNode::awaitSync);
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return RedisProbe.canary(address, limit);
    }

    @Override
    public void promote(String node) {
        node(node).promote();
    }

    @Override
    public void follow(String node, String primary) {
        for (ToxiproxyLink link : links) {
            if (link.from().equals(node) && link.to().equals(primary)) {
                node(node).follow(link.near());
                return;
            }
        }
        throw new IllegalArgumentException("no link " + node + "->" + primary);
    }

    private RedisNode node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }
}
