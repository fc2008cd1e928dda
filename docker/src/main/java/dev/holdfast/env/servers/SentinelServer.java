package dev.holdfast.env.servers;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.env.node.Launch;
import dev.holdfast.env.node.NodeFiles;
import dev.holdfast.env.probe.RedisProbe;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Redis Sentinel. It writes what it knows into its configuration file, which is its data. */
public final class SentinelServer extends Server {
    private static final String LOG = "sentinel.log";
    private static final String CONFIGURATION = DATA + "/sentinel.conf";
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(2);

    /** In two seconds nobody is taken for dead who only waits for a processor. */
    private static final int DOWN_AFTER_MS = 2000;

    /** Half of the time after which a failover that came to nothing is tried again. */
    private static final int FAILOVER_TIMEOUT_MS = 3000;

    private static final int ID_DIGITS = 40;

    private final Watch watch;
    private final String program;

    /**
     * What sentinels know from the beginning.
     *
     * @param watched the services that they watch
     * @param places of every server of those, and of every sentinel, by name
     */
    public record Watch(List<Service> watched, Map<String, CommonAddress> places) {
        public Watch {
            watched = List.copyOf(watched);
            places = Map.copyOf(places);
        }
    }

    /**
     * Starts nothing.
     *
     * @param program redis-server, as its node sees it
     */
    public SentinelServer(String name, Service service, Seat seat, Watch watch, String program) {
        // It keeps what it knows, whatever those that it watches keep.
        super(name, service.with(Persistence.DURABLE), seat, LOG);
        this.watch = watch;
        this.program = program;
    }

    @Override
    Launch configure() {
        NodeFiles.makeFolder(data());
        if (!Files.exists(seat().folder().resolve(CONFIGURATION))) {
            NodeFiles.write(
                    seat().folder().resolve(CONFIGURATION),
                    String.join("\n", configuration()) + "\n");
        }
        return Launch.of(List.of(program, seat().inside(CONFIGURATION), "--sentinel"), LOG);
    }

    /** What it would find out by itself within ten seconds is written down for it. */
    private List<String> configuration() {
        Address listen = seat().listen();
        CommonAddress self = place(name());
        List<String> lines = new ArrayList<>();
        lines.addAll(
                List.of("port " + listen.port(), "bind " + listen.host(), "protected-mode no"));
        lines.addAll(List.of("daemonize no", "dir " + RedisServer.quoted(seat().inside(DATA))));
        lines.add("bind-source-addr " + self.source());
        lines.add("sentinel myid " + id(name()));
        lines.add("sentinel announce-ip " + self.address().host());
        lines.add("sentinel announce-port " + self.address().port());
        watch.watched().forEach(service -> watch(service, lines));
        return lines;
    }

    private void watch(Service watched, List<String> lines) {
        List<String> servers = watched.nodes();
        int quorum = service().nodes().size() / 2 + 1;
        lines.add(
                "sentinel monitor %s %s %d"
                        .formatted(watched.name(), words(servers.get(0)), quorum));
        lines.add("sentinel down-after-milliseconds " + watched.name() + " " + DOWN_AFTER_MS);
        lines.add("sentinel failover-timeout " + watched.name() + " " + FAILOVER_TIMEOUT_MS);
        for (String replica : servers.subList(1, servers.size())) {
            lines.add("sentinel known-replica " + watched.name() + " " + words(replica));
        }
        for (String other : service().nodes()) {
            if (!other.equals(name())) {
                lines.add(
                        "sentinel known-sentinel %s %s %s"
                                .formatted(watched.name(), words(other), id(other)));
            }
        }
    }

    private CommonAddress place(String node) {
        CommonAddress place = watch.places().get(node);
        if (place == null) {
            throw new IllegalStateException("nobody knows where " + node + " is");
        }
        return place;
    }

    private String words(String node) {
        Address address = place(node).address();
        return address.host() + " " + address.port();
    }

    /** Its number in the ensemble, in as many digits as an identity has. */
    private String id(String sentinel) {
        String number = Integer.toString(service().nodes().indexOf(sentinel) + 1);
        return "0".repeat(ID_DIGITS - number.length()) + number;
    }

    /** Its own word first: somebody else's server may answer on a port that was taken meanwhile. */
    @Override
    public boolean isReady() {
        try {
            return printed().stream().anyMatch(line -> line.contains("Sentinel ID is"))
                    && ask("PING").equals(List.of("PONG"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration startLimit() {
        return START_LIMIT;
    }

    @Override
    public String lastWords() {
        return RedisServer.lastWords(printed());
    }

    @Override
    public boolean isPortTaken(String lastWords) {
        boolean isTaken = lastWords.contains(RedisServer.PORT_TAKEN);
        if (isTaken) {
            // The file names the port that is gone.
            deleteData();
        }
        return isTaken;
    }

    @Override
    public Canary canary(Address address, Duration limit) {
        return RedisProbe.canary(address, limit);
    }

    /** Whether it was elected to make the present primary of what it watches. */
    @Override
    public boolean isPrimary() {
        try {
            for (Service watched : watch.watched()) {
                String epoch = state(watched).getOrDefault("config-epoch", "0");
                if (!epoch.equals("0") && wasElected(epoch)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // It does not say anything of itself.
            return false;
        }
    }

    /** It votes for itself and is then elected, in the same epoch. */
    private boolean wasElected(String epoch) {
        boolean isCandidate = false;
        for (String line : NodeFiles.linesFrom(seat().folder().resolve(LOG), 0)) {
            if (line.contains("+vote-for-leader ")) {
                isCandidate = line.endsWith("+vote-for-leader " + id(name()) + " " + epoch);
            } else if (isCandidate && line.contains("+elected-leader ")) {
                return true;
            }
        }
        return false;
    }

    /** Whether it could have a primary replaced, with the sentinels that it sees. */
    @Override
    public boolean isServing() {
        try {
            for (Service watched : watch.watched()) {
                if (!ask("SENTINEL", "CKQUORUM", watched.name()).get(0).startsWith("OK")) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it has heard of every server itself, and finds nothing wrong with any. */
    boolean seesAll() {
        try {
            for (Service watched : watch.watched()) {
                List<String> replicas = ask("SENTINEL", "REPLICAS", watched.name());
                long inStep = replicas.stream().filter(word -> word.equals("ok")).count();
                if (!state(watched).getOrDefault("flags", "").equals("master")
                        || inStep < watched.replicas()) {
                    return false;
                }
            }
            return isServing();
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, String> state(Service watched) throws IOException {
        List<String> flat = ask("SENTINEL", "MASTER", watched.name());
        Map<String, String> state = new HashMap<>();
        for (int i = 0; i + 1 < flat.size(); i += 2) {
            state.put(flat.get(i), flat.get(i + 1));
        }
        return state;
    }

    @Override
    public String version() {
        return "redis-sentinel" + RedisServer.version(seat()).substring("redis-server".length());
    }

    private List<String> ask(String... command) throws IOException {
        return RedisProbe.ask(seat().outside(), COMMAND_LIMIT, command);
    }
}
