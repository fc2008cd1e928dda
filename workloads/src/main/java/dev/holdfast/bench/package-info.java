/** How fast the parts are. Main type: {@link dev.holdfast.bench.Benchmarks}. */
@NullMarked
package dev.holdfast.bench;

import org.jspecify.annotations.NullMarked;
