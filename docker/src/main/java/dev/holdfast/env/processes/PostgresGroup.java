package dev.holdfast.env.processes;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.probe.PostgresProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One PostgreSQL, or a primary with asynchronous streaming replicas behind it. */
final class PostgresGroup implements ServerGroup {
    private final PostgresPrograms programs = PostgresPrograms.find();
    private final List<PostgresNode> nodes = new ArrayList<>();
    private final List<ToxiproxyLink> links = new ArrayList<>();

    PostgresGroup(Service service, Site site) {
        for (String name : service.nodes()) {
            nodes.add(new PostgresNode(name, service, this, programs, site));
        }
        for (PostgresNode from : nodes) {
            for (PostgresNode to : nodes) {
                if (from != to) {
                    links.add(
                            ToxiproxyLink.create(
                                    site.proxy(),
                                    from.name(),
                                    to.name(),
                                    to.address(),
                                    PostgresProbe::canary));
                }
            }
        }
    }

    @Override
    public List<PostgresNode> nodes() {
        return nodes;
    }

    @Override
    public List<ToxiproxyLink> links() {
        return links;
    }

    @Override
    public String version() {
        return "PostgreSQL " + programs.version();
    }

    @Override
    public void start() {
        PostgresNode primary = nodes.get(0);
        primary.launch();
        Parallel.run(
                nodes.stream()
                        .skip(1)
                        .<Runnable>map(node -> () -> follow(node.name(), primary.name()))
                        .toList());
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return PostgresProbe.canary(address, limit);
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

    private PostgresNode node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
    }
}
