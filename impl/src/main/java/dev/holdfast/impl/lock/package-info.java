/**
 * What a lock under test is. Main type: {@link dev.holdfast.impl.lock.LockSystem}. Uses only {@code
 * subject} and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.lock;

import org.jspecify.annotations.NullMarked;
