package dev.holdfast.impl.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where one agent reaches each service: the near end of its own link, never the server itself.
 *
 * @param addresses by {@link Topology#endpoints}: by service, or by member where clients know each
 * @param announced by the same names, what servers tell clients about each other's place, where
 *     they do that at all; it leads past the agent's links, or nowhere
 */
public record Endpoints(Map<String, Address> addresses, Map<String, Address> announced) {

    public Endpoints {
        addresses = Map.copyOf(addresses);
        announced = Map.copyOf(announced);
    }

    /** The same where servers tell clients nothing about each other's place. */
    public Endpoints(Map<String, Address> addresses) {
        this(addresses, Map.of());
    }

    /**
     * This agent's way to the server that servers call {@code told}; the same address if no server
     * is called so.
     */
    public Address wayTo(Address told) {
        return announced.entrySet().stream()
                .filter(entry -> entry.getValue().equals(told))
                .findFirst()
                .map(entry -> of(entry.getKey()))
                .orElse(told);
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

    /**
     * Where each member of the ensemble {@code service} is, in the order of their names.
     *
     * @throws IllegalArgumentException if there is no such ensemble, naming the known ones
     */
    public List<Address> members(String service) {
        Address alone = addresses.get(service);
        if (alone != null) {
            return List.of(alone);
        }
        List<Address> members = new ArrayList<>();
        for (int i = 1; addresses.containsKey(service + "-" + i); i++) {
            members.add(of(service + "-" + i));
        }
        return members.isEmpty() ? List.of(of(service)) : List.copyOf(members);
    }
}
