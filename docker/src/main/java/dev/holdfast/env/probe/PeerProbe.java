package dev.holdfast.env.probe;

import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.commit.peer.PeerServer;
import dev.holdfast.impl.topology.Address;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks an agent, where it listens for other agents, whether it is there. */
public final class PeerProbe {
    private static final byte[] PING =
            ("{\"id\":0,\"" + PeerServer.PING + "\":true}\n").getBytes(StandardCharsets.UTF_8);

    private PeerProbe() {}

    /** Whether it answers. */
    public static Canary canary(Address address, Duration limit) {
        return Probe.canary(() -> Probe.ask(address, limit, PING, PeerProbe::first));
    }

    private static int first(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new EOFException("the agent hung up");
        }
        return first;
    }
}
