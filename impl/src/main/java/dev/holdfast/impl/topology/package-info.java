/**
 * What an implementation needs to run against, and where that ended up. Main type: {@link
 * dev.holdfast.impl.topology.Topology}. Uses nothing of ours.
 */
@NullMarked
package dev.holdfast.impl.topology;

import org.jspecify.annotations.NullMarked;
