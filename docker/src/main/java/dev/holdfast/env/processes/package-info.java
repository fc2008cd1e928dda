/**
 * An environment of local processes: servers and agents as children of this JVM, links through the
 * embedded proxy. Main type: {@link dev.holdfast.env.processes.ProcessEnvironment}. Uses {@link
 * dev.holdfast.env}, {@link dev.holdfast.env.node}, {@link dev.holdfast.env.servers}, {@link
 * dev.holdfast.env.links}, {@link dev.holdfast.env.probe}, {@link dev.holdfast.env.proxy}, and the
 * topology and agent packages of module impl.
 */
@NullMarked
package dev.holdfast.env.processes;

import org.jspecify.annotations.NullMarked;
