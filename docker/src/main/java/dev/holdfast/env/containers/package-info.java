/**
 * An environment of containers: servers and agents on a network of their own, links through the
 * original Toxiproxy. Main type: {@link dev.holdfast.env.containers.ContainerEnvironment}. Uses
 * {@link dev.holdfast.env}, {@link dev.holdfast.env.node}, {@link dev.holdfast.env.servers}, {@link
 * dev.holdfast.env.links}, {@link dev.holdfast.env.probe}, what {@link dev.holdfast.env.processes}
 * knows of processes, and the topology and agent packages of module impl.
 */
@NullMarked
package dev.holdfast.env.containers;

import org.jspecify.annotations.NullMarked;
