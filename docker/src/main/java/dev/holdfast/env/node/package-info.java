/**
 * What nodes are in every environment: a program in a folder of its own that is started again and
 * again. Main type: {@link dev.holdfast.env.node.Program}. Uses {@link dev.holdfast.env} and the
 * agent and topology packages of module impl.
 */
@NullMarked
package dev.holdfast.env.node;

import org.jspecify.annotations.NullMarked;
