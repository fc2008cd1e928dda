package dev.holdfast.impl.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.impl.commit.Payment;

/** Payments as they stand in tables. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static String of(Payment payment) {
        try {
            return MAPPER.writeValueAsString(payment);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written: " + payment, e);
        }
    }

    static Payment payment(String text) {
        try {
            return MAPPER.readValue(text, Payment.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a table has the payment " + text, e);
        }
    }
}
