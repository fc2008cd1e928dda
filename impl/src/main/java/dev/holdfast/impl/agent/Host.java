package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.JsonNode;

/** What an agent hosts, as the wire calls it. */
interface Host extends AutoCloseable {

    /**
     * Carries one request out in the calling thread, which may take as long as it likes.
     *
     * @return the reply
     */
    String call(long id, JsonNode request);

    /** Answers at once what concerns the agent and not what it hosts. */
    Outcome control(JsonNode request);

    @Override
    void close();
}
