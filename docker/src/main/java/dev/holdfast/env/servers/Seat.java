package dev.holdfast.env.servers;

import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;

/**
 * The place that an environment gives to a server: its folder and its address, each as this JVM
 * sees it and as the server does. Safe for several threads.
 */
public interface Seat {

    /** Its folder, absolute, as this JVM sees it. */
    Path folder();

    /** A file of its folder as the server sees it, absolute. */
    String inside(String file);

    /** Where the server listens for clients, and where proxies find it. */
    Address listen();

    /** Where this JVM reaches that, past all links. */
    Address outside();
}
