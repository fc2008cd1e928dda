package dev.holdfast.env.processes;

import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;

/**
 * Where the servers of one environment live.
 *
 * @param proxy where the API of the Toxiproxy listens through which all links run
 * @param directory an existing folder; every node gets a folder of its own below it
 * @param children starts processes
 * @param ports picks ports
 */
record Site(Address proxy, Path directory, Children children, PortPicker ports) {}
