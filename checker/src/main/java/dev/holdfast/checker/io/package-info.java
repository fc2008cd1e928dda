/**
 * Histories in files, as one JSON object a line and as Jepsen's EDN, both ways, whole or event by
 * event. Main type: {@link dev.holdfast.checker.io.HistoryFiles}. Uses only {@code history}.
 */
@NullMarked
package dev.holdfast.checker.io;

import org.jspecify.annotations.NullMarked;
