/**
 * A proxy inside this JVM that speaks Toxiproxy's HTTP API, so that the same client drives it and
 * the real server. Main type: {@link dev.holdfast.env.proxy.EmbeddedToxiproxy}. Uses nothing of
 * ours but {@link dev.holdfast.impl.topology.Address}.
 */
@NullMarked
package dev.holdfast.env.proxy;

import org.jspecify.annotations.NullMarked;
