/**
 * The accounts of one participant on its own disk. Main type: {@link
 * dev.holdfast.impl.commit.branch.Branch}. Uses {@code commit}.
 */
@NullMarked
package dev.holdfast.impl.commit.branch;

import org.jspecify.annotations.NullMarked;
