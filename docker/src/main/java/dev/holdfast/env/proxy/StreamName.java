package dev.holdfast.env.proxy;

import java.util.Locale;

/** One of the two streams of a connection, as the API names them. */
enum StreamName {
    /** From the client to the server. */
    UPSTREAM,
    /** From the server to the client. */
    DOWNSTREAM;

    String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads either name in any case; an error of the API for anything else. */
    static StreamName parse(String text) {
        for (StreamName stream : values()) {
            if (stream.json().equalsIgnoreCase(text)) {
                return stream;
            }
        }
        throw new ApiException(400, "stream was invalid, can be either upstream or downstream");
    }
}
