/**
 * Atomic commit by XA on several PostgreSQL: by hand, and by the transaction managers Narayana and
 * Atomikos. Main types: {@link dev.holdfast.impl.xa.XaRaw}, {@link
 * dev.holdfast.impl.xa.XaNarayana}, {@link dev.holdfast.impl.xa.XaAtomikos}. Uses {@code sql} and
 * {@code commit}.
 */
@NullMarked
package dev.holdfast.impl.xa;

import org.jspecify.annotations.NullMarked;
