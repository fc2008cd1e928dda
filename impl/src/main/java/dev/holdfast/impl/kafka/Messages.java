package dev.holdfast.impl.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.branch.Vote;

/**
 * What the agents say to each other past Kafka.
 *
 * <pre>
 * coordinator -&gt; coordinator   {"ask":"pay","payment":{…}}       {"commit":true} or {"commit":false,"reason":"…"}
 * coordinator -&gt; participant   {"ask":"prepare","payment":{…}}   {"vote":"yes"} or {"vote":"no","reason":"…"}
 * participant -&gt; coordinator   {"ask":"outcome","payment":{…}}   {}: it stands in the topic, or will
 * </pre>
 */
final class Messages {
    private static final JsonMapper JSON = new JsonMapper();

    private Messages() {}

    static String kind(JsonNode question) {
        return question.path("ask").asText();
    }

    static ObjectNode about(String kind, Payment payment) {
        ObjectNode question = JSON.createObjectNode().put("ask", kind);
        return question.set("payment", JSON.valueToTree(payment));
    }

    /** The payment that a question is about. @throws IllegalArgumentException if it has none */
    static Payment payment(JsonNode question) {
        try {
            return JSON.treeToValue(question.required("payment"), Payment.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no payment: " + question, e);
        }
    }

    static ObjectNode empty() {
        return JSON.createObjectNode();
    }

    static ObjectNode vote(Vote vote) {
        return empty().put("vote", vote.label()).put("reason", vote.reason());
    }

    static Vote vote(JsonNode answer) {
        return answer.path("vote").asText().equals("yes")
                ? Vote.YES
                : Vote.no(answer.path("reason").asText());
    }

    static ObjectNode answer(Answer answer) {
        return empty().put("commit", answer.isCommitted()).put("reason", answer.reason());
    }

    static Answer answer(JsonNode answer) {
        return new Answer(answer.required("commit").asBoolean(), answer.path("reason").asText());
    }
}
