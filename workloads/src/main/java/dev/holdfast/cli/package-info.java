/** The command line. Main type: {@link dev.holdfast.cli.Main}. Uses everything; nothing uses it. */
@NullMarked
package dev.holdfast.cli;

import org.jspecify.annotations.NullMarked;
