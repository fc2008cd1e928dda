/**
 * A lock with Hazelcast. Main type: {@link dev.holdfast.impl.hazelcast.HazelcastFenced}. Uses
 * {@code lock} and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.hazelcast;

import org.jspecify.annotations.NullMarked;
