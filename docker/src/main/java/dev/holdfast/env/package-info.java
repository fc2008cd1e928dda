/**
 * A topology brought up, and what can be done to it. Main type: {@link
 * dev.holdfast.env.Environment}.
 */
@NullMarked
package dev.holdfast.env;

import org.jspecify.annotations.NullMarked;
