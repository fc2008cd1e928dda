/**
 * Atomic commit by transactions of Kafka. Main type: {@link dev.holdfast.impl.kafka.KafkaCommit}.
 * Uses {@code commit} with its branches and peers, and {@code topology}.
 */
@NullMarked
package dev.holdfast.impl.kafka;

import org.jspecify.annotations.NullMarked;
