package dev.holdfast.env.proxy;

import java.util.List;
import java.util.Locale;

/**
 * The kinds of toxic: Toxiproxy's own, and {@link #BLACKHOLE}.
 *
 * <p>{@code blackhole} is an extension. Toxiproxy's {@code timeout} 0 drops data for ever, lets the
 * end of stream pass and kills the connection when it is removed; a partition of a real network
 * does none of that.
 */
enum ToxicType {
    LATENCY,
    TIMEOUT,
    BANDWIDTH,
    SLICER,
    SLOW_CLOSE,
    RESET_PEER,
    LIMIT_DATA,
    BLACKHOLE;

    /** The names of its attributes, all of them whole numbers. */
    List<String> attributes() {
        return switch (this) {
            case LATENCY -> List.of("latency", "jitter");
            case TIMEOUT, RESET_PEER -> List.of("timeout");
            case BANDWIDTH -> List.of("rate");
            case SLICER -> List.of("average_size", "size_variation", "delay");
            case SLOW_CLOSE -> List.of("delay");
            case LIMIT_DATA -> List.of("bytes");
            case BLACKHOLE -> List.of();
        };
    }

    /** What {@code toxic}, which is of this type, does to one stream. */
    Stage newStage(Toxic toxic) {
        return switch (this) {
            case LATENCY -> new Stages.Latency(toxic);
            case TIMEOUT -> new Stages.Timeout(toxic);
            case BANDWIDTH -> new Stages.Bandwidth(toxic);
            case SLICER -> new Stages.Slicer(toxic);
            case SLOW_CLOSE -> new Stages.SlowClose(toxic);
            case RESET_PEER -> new Stages.ResetPeer(toxic);
            case LIMIT_DATA -> new Stages.LimitData(toxic);
            case BLACKHOLE -> new Stages.Blackhole(toxic);
        };
    }

    String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ToxicType parse(String text) {
        for (ToxicType type : values()) {
            if (type.json().equals(text)) {
                return type;
            }
        }
        throw new ApiException(400, "invalid toxic type");
    }
}
