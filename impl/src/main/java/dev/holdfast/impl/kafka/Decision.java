package dev.holdfast.impl.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Payment;

/**
 * A decision as it stands in Kafka, in the topic of its home and in those of the participants.
 *
 * @param payment on what
 * @param commit whether it happens
 * @param reason why not; empty if it does
 */
record Decision(Payment payment, boolean commit, String reason) {
    private static final JsonMapper JSON = new JsonMapper();

    static Decision of(Payment payment, Answer answer) {
        return new Decision(payment, answer.isCommitted(), answer.reason());
    }

    /**
     * @throws IllegalArgumentException if nothing of ours has written this
     */
    static Decision parse(String text) {
        try {
            return JSON.readValue(text, Decision.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a decision: " + text, e);
        }
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written: " + this, e);
        }
    }

    Answer answer() {
        return new Answer(commit, reason);
    }

    String label() {
        return commit ? "commit" : "abort";
    }
}
