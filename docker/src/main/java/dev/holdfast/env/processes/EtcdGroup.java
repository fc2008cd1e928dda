package dev.holdfast.env.processes;

import dev.holdfast.env.EnvironmentException;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.links.ToxiproxyLink;
import dev.holdfast.env.probe.EtcdProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An etcd cluster.
 *
 * <p>The address of a member is part of what all agree on, so every member uses the same one for
 * it. Yet each pair needs a proxy of its own: each member dials through a {@link SocksRouter} of
 * its own, which leads into its links. Go takes no proxy for the name {@code localhost}, but one
 * for {@code localhost.}, which is the same.
 */
final class EtcdGroup implements ServerGroup {
    private static final String NAME = "etcd";
    private static final String HOST = "localhost.";
    private static final Duration QUORUM_LIMIT = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("etcd Version: (\\S+)");

    private final Path program;
    private final String version;
    private final List<EtcdNode> nodes = new ArrayList<>();
    private final List<ToxiproxyLink> links = new ArrayList<>();
    private final List<SocksRouter> routers = new ArrayList<>();

    EtcdGroup(Service service, Site site) {
        program =
                ProgramPath.find(NAME, System.getenv("PATH"))
                        .orElseThrow(
                                () ->
                                        new EnvironmentException(
                                                "no etcd on the PATH; install etcd 3.4 or later"
                                                        + " (Debian: apt-get install etcd-server,"
                                                        + " macOS: brew install etcd)"));
        version = version(program);
        for (String name : service.nodes()) {
            nodes.add(new EtcdNode(name, service, this, site));
        }
        for (EtcdNode from : nodes) {
            Map<Integer, Address> routes = new HashMap<>();
            for (EtcdNode to : nodes) {
                if (from != to) {
                    ToxiproxyLink link =
                            ToxiproxyLink.create(
                                    site.proxy(),
                                    from.name(),
                                    to.name(),
                                    to.peerAddress(),
                                    EtcdProbe::canary);
                    links.add(link);
                    routes.put(to.peerAddress().port(), link.near());
                }
            }
            SocksRouter router = SocksRouter.start(routes);
            routers.add(router);
            from.dialThrough(router.address());
        }
    }

    private static String version(Path program) {
        try {
            String output = ShortCommand.run(List.of(program.toString(), "--version")).output();
            Matcher matcher = VERSION.matcher(output);
            return matcher.find() ? matcher.group(1) : "of unknown version";
        } catch (IOException e) {
            throw new EnvironmentException("cannot run " + program + ": " + e.getMessage(), e);
        }
    }

    Path program() {
        return program;
    }

    /** The address under which all members know this one. */
    static String url(EtcdNode node) {
        return "http://" + HOST + ":" + node.peerAddress().port();
    }

    /** All members, as each of them is told. */
    String members() {
        return String.join(",", nodes.stream().map(node -> node.name() + "=" + url(node)).toList());
    }

    /** What tells this cluster from every other one on this machine. */
    String token() {
        return "holdfast-" + nodes.get(0).peerAddress().port();
    }

    @Override
    public List<EtcdNode> nodes() {
        return nodes;
    }

    @Override
    public List<ToxiproxyLink> links() {
        return links;
    }

    @Override
    public String version() {
        return "etcd " + version + " (PATH)";
    }

    @Override
    public void start() {
        Parallel.run(nodes.stream().<Runnable>map(node -> node::launch).toList());
        boolean unused =
                Await.until(() -> nodes.stream().allMatch(EtcdNode::isServing), QUORUM_LIMIT);
        for (EtcdNode node : nodes) {
            if (!node.isServing()) {
                throw new EnvironmentException(
                        "%s found no quorum within %d s: %s"
                                .formatted(
                                        node.name(), QUORUM_LIMIT.toSeconds(), node.lastWords(0)));
            }
        }
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return EtcdProbe.canary(address, limit);
    }

    @Override
    public void close() {
        routers.forEach(SocksRouter::close);
    }
}
