/**
 * Locks on etcd, with jetcd. Main type: {@link dev.holdfast.impl.etcd.EtcdLocks}. Uses {@code lock}
 * and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.etcd;

import org.jspecify.annotations.NullMarked;
