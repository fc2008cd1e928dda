/**
 * The kinds of server, each written once for every environment: how it is configured and started,
 * and what it is asked. Main types: {@link dev.holdfast.env.servers.Server}, one server, and {@link
 * dev.holdfast.env.servers.ServerGroup}, those of one service and the links between them. Uses
 * {@link dev.holdfast.env}, {@link dev.holdfast.env.node}, {@link dev.holdfast.env.links}, {@link
 * dev.holdfast.env.probe}, and the topology package of module impl.
 */
@NullMarked
package dev.holdfast.env.servers;

import org.jspecify.annotations.NullMarked;
