/**
 * One harmless request to a server and what becomes of it, for each kind of server: heartbeats,
 * canaries and questions of role. Main type: {@link dev.holdfast.env.probe.Probe}. Uses {@link
 * dev.holdfast.env} and addresses. No client libraries: they hide whether a server refused, hung up
 * or kept silent, and that difference is all that a canary is about.
 */
@NullMarked
package dev.holdfast.env.probe;

import org.jspecify.annotations.NullMarked;
