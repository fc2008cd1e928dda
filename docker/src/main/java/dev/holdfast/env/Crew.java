package dev.holdfast.env;

import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The agents of an environment. */
public sealed interface Crew {

    /** Their names, in order. */
    List<String> names();

    /** How many there are. */
    default int size() {
        return names().size();
    }

    /**
     * Agents that take locks, called {@code agent-1}, {@code agent-2}, …
     *
     * @param lease the lease asked of the implementation
     * @param ledger the name of the service that keeps the ledger
     */
    record Lockers(int count, Duration lease, String ledger) implements Crew {
        @Override
        public List<String> names() {
            return IntStream.rangeClosed(1, count).mapToObj(i -> "agent-" + i).toList();
        }
    }

    /**
     * Agents that play in an atomic commit protocol; each has a link to each of the others that
     * listens.
     *
     * @param opening what every account holds in the beginning, by participant and account
     * @param patience how long they wait for each other
     */
    record Players(Cast cast, Map<String, Map<String, Long>> opening, Duration patience)
            implements Crew {
        public Players {
            opening = Map.copyOf(opening);
        }

        @Override
        public List<String> names() {
            return Stream.of(Role.values()).flatMap(role -> cast.agents(role).stream()).toList();
        }

        /** What an agent is. @throws IllegalArgumentException if it is none of these */
        public Role role(String name) {
            for (Role role : Role.values()) {
                if (cast.agents(role).contains(name)) {
                    return role;
                }
            }
            throw new IllegalArgumentException("no agent " + name);
        }
    }
}
