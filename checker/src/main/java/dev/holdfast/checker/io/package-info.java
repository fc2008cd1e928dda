/**
 * Histories in files, as one JSON object a line and as Jepsen's EDN, both ways. Main type: {@link
 * dev.holdfast.checker.io.HistoryFiles}. Uses only {@code history}.
 */
@NullMarked
package dev.holdfast.checker.io;

import org.jspecify.annotations.NullMarked;
