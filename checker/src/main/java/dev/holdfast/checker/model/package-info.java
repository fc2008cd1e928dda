/**
 * Pure sequential specifications: what a lock, a register or a queue may do next. Main type: {@link
 * dev.holdfast.checker.model.Model}. Uses only {@code history}.
 */
@NullMarked
package dev.holdfast.checker.model;

import org.jspecify.annotations.NullMarked;
