package dev.holdfast.impl.catalogue;

import dev.holdfast.impl.lock.Hazard;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Promise;

/**
 * A lock that is broken on purpose, and how that must come out.
 *
 * @param system the broken lock; its claims are those of its right counterpart, so that what is
 *     found counts as surprising
 * @param right the same lock done right
 * @param exposedBy the fault under which it must be caught
 * @param broken the promise that must be found broken; the right counterpart keeps it under the
 *     same fault
 * @param why one line: what is done wrong
 */
public record Specimen(
        LockSystem system, LockSystem right, Hazard exposedBy, Promise broken, String why) {}
