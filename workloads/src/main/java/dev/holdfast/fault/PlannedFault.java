package dev.holdfast.fault;

import java.util.Map;
import java.util.TreeMap;

/**
 * One fault of a schedule, drawn from the seed before the run starts.
 *
 * @param id unique in the run, for example {@code pause-2}
 * @param kind which fault
 * @param target the node or service that it hits
 * @param startMillis when to inject it, milliseconds since the load started
 * @param lengthMillis how long until it is healed
 * @param parameters what else was drawn, for example a delay in milliseconds
 */
public record PlannedFault(
        String id,
        String kind,
        String target,
        long startMillis,
        long lengthMillis,
        Map<String, Long> parameters) {

    private static final long LENGTH_MAX_MILLIS = 86_400_000;

    public PlannedFault {
        if (startMillis < 0 || lengthMillis < 0 || lengthMillis > LENGTH_MAX_MILLIS) {
            throw new IllegalArgumentException(
                    "fault %s starts at %d ms and lasts %d ms; both must be 0 or more, a day at most"
                            .formatted(id, startMillis, lengthMillis));
        }
        parameters = new TreeMap<>(parameters);
    }

    /** The same fault under this id, starting at this time. */
    PlannedFault at(String newId, long millis) {
        return new PlannedFault(newId, kind, target, millis, lengthMillis, parameters);
    }

    /** When it is healed, milliseconds since the load started. */
    public long endMillis() {
        return startMillis + lengthMillis;
    }

    /**
     * A drawn parameter.
     *
     * @throws IllegalArgumentException if a plan that was edited by hand lacks it
     */
    long parameter(String name) {
        Long value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("fault " + id + " has no parameter " + name);
        }
        return value;
    }
}
