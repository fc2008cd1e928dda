/**
 * The list of checkers, and how they are run. Main type: {@link
 * dev.holdfast.checker.catalogue.Checkers}. Uses every package with a checker in it.
 */
@NullMarked
package dev.holdfast.checker.catalogue;

import org.jspecify.annotations.NullMarked;
