/**
 * Many runs as one: a matrix of subjects, workloads, faults and seeds from a file. Main types:
 * {@link dev.holdfast.suite.Suites} finds and expands it, {@link dev.holdfast.suite.SuiteRun}
 * carries it out. Uses {@code run} and what that uses.
 */
@NullMarked
package dev.holdfast.suite;

import org.jspecify.annotations.NullMarked;
