package dev.holdfast.impl.commit.peer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.impl.commit.CommitSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** All other agents, as one agent reaches them. */
public final class Peers implements AutoCloseable {
    private final CommitSite site;
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();

    /** Those of this site. */
    public Peers(CommitSite site) {
        this.site = site;
    }

    /** Answers others where the site says, each question in a thread of its own. */
    public static PeerServer listen(
            CommitSite site, BiConsumer<JsonNode, PeerServer.Reply> answering) {
        return listenInTurn(
                site, (question, reply) -> reply.later(later -> answering.accept(question, later)));
    }

    /**
     * As {@link #listen}, but the questions of a connection are taken in turn, by one thread. That
     * is faster, and only for those who do not wait for anything in it.
     */
    public static PeerServer listenInTurn(
            CommitSite site, BiConsumer<JsonNode, PeerServer.Reply> answering) {
        try {
            return new PeerServer(site.listen(), answering);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + site.listen(), e);
        }
    }

    /** The agent of this name. @throws IllegalArgumentException if there is none */
    public Peer of(String agent) {
        return peers.computeIfAbsent(agent, name -> new Peer(name, site.peer(name)));
    }

    @Override
    public void close() {
        peers.values().forEach(Peer::close);
    }
}
