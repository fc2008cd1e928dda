package dev.holdfast.impl.topology;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where one agent reaches each service: the near end of its own link, never the server itself.
 *
 * @param addresses by service name
 */
public record Endpoints(Map<String, Address> addresses) {

    public Endpoints {
        addresses = Map.copyOf(addresses);
    }

    /**
     * Where {@code service} is.
     *
     * @throws IllegalArgumentException if there is no such service, naming the known ones
     */
    public Address of(String service) {
        Address address = addresses.get(service);
        if (address == null) {
            throw new IllegalArgumentException(
                    "no service '"
                            + service
                            + "'; known: "
                            + String.join(", ", new TreeMap<>(addresses).keySet()));
        }
        return address;
    }
}
