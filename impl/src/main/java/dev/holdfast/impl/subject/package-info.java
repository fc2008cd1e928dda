/**
 * What a subject is, whatever it does, and what it claims. Main type: {@link
 * dev.holdfast.impl.subject.Subject}. Uses only {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.subject;

import org.jspecify.annotations.NullMarked;
