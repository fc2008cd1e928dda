package dev.holdfast.impl.wal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.branch.Vote;
import java.util.Optional;

/**
 * What the agents say to each other.
 *
 * <pre>
 * coordinator -&gt; coordinator   {"ask":"pay","payment":{…}}         {"commit":true} or {"commit":false,"reason":"…"}
 * coordinator -&gt; participant   {"ask":"prepare","payment":{…}}     {"vote":"yes"} or {"vote":"no","reason":"…"}
 * coordinator -&gt; participant   {"ask":"decide","of":"t-1","commit":true}     {}
 * participant -&gt; coordinator   {"ask":"outcome","of":"t-1"}        {"commit":…}, or {} if that is still open
 * participant -&gt; participant   {"ask":"state","of":"t-1"}          {"commit":…}, or {} if it has promised and does not know
 * </pre>
 */
public final class Messages {
    static final JsonMapper JSON = new JsonMapper();

    private Messages() {}

    /** What a question asks for. */
    public static String kind(JsonNode question) {
        return question.path("ask").asText();
    }

    static ObjectNode about(String kind, Payment payment) {
        return JSON.createObjectNode().put("ask", kind).putPOJO("payment", payment);
    }

    /** A question about the payment of this id. */
    public static ObjectNode about(String kind, String payment) {
        return JSON.createObjectNode().put("ask", kind).put("of", payment);
    }

    /** The payment that a question is about. @throws IllegalArgumentException if it has none */
    static Payment payment(JsonNode question) {
        try {
            return JSON.treeToValue(question.required("payment"), Payment.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no payment: " + question, e);
        }
    }

    /** The id of the payment that a question is about. */
    public static String id(JsonNode question) {
        return question.required("of").asText();
    }

    static ObjectNode empty() {
        return JSON.createObjectNode();
    }

    static ObjectNode vote(Vote vote) {
        return JSON.createObjectNode().put("vote", vote.label()).put("reason", vote.reason());
    }

    static Vote vote(JsonNode answer) {
        return answer.path("vote").asText().equals("yes")
                ? Vote.YES
                : Vote.no(answer.path("reason").asText());
    }

    /** What became of a payment. */
    public static ObjectNode answer(Answer answer) {
        return JSON.createObjectNode()
                .put("commit", answer.isCommitted())
                .put("reason", answer.reason());
    }

    /** The same as it was heard; empty if the other does not know. */
    public static Optional<Answer> answer(JsonNode answer) {
        return answer.has("commit")
                ? Optional.of(
                        new Answer(
                                answer.get("commit").asBoolean(), answer.path("reason").asText()))
                : Optional.empty();
    }
}
