/**
 * The commit protocol of an article on payment systems, as it is written there, and with its first
 * fault mended. Main type: {@link dev.holdfast.impl.zookeeper.seed.ArticleCommit}. Uses {@code
 * commit} and {@code commit.peer}.
 */
@NullMarked
package dev.holdfast.impl.zookeeper.seed;

import org.jspecify.annotations.NullMarked;
