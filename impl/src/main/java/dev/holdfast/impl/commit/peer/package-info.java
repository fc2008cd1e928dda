/**
 * Questions and answers between the agents of a protocol. Main type: {@link
 * dev.holdfast.impl.commit.peer.Peer}. Uses {@code commit} and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.commit.peer;

import org.jspecify.annotations.NullMarked;
