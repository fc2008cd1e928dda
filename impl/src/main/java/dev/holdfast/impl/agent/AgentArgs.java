package dev.holdfast.impl.agent;

import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The command line of an agent, written and read here alone.
 *
 * @param spec what to host
 * @param controlHost where to listen
 * @param controlPort 0 for any free port
 * @param stdinGuard whether the agent ends when its standard input does
 * @param parent the process whose end is the agent's end too
 * @param batchesJournal whether it writes its journal in batches, to measure speed
 * @param verbose whether errors come with their stack trace, on standard error
 */
record AgentArgs(
        AgentSpec spec,
        String controlHost,
        int controlPort,
        boolean stdinGuard,
        OptionalLong parent,
        boolean batchesJournal,
        boolean verbose) {

    private static final Set<String> FLAGS =
            Set.of("--stdin-guard", "--batch-journal", "--verbose");
    private static final Set<String> SINGLE =
            Set.of(
                    "--name",
                    "--subject",
                    "--lease",
                    "--ledger",
                    "--role",
                    "--listen",
                    "--folder",
                    "--opening",
                    "--patience",
                    "--control",
                    "--parent");

    static List<String> write(AgentSpec spec) {
        List<String> args = new ArrayList<>();
        args.addAll(List.of("--name", spec.name(), "--subject", spec.subject()));
        if (spec.part() instanceof LockPart lock) {
            args.addAll(List.of("--lease", lock.lease().toMillis() + "ms"));
            args.addAll(List.of("--ledger", lock.ledger()));
        } else if (spec.part() instanceof CommitPart commit) {
            args.addAll(List.of("--role", commit.role().label()));
            args.addAll(List.of("--listen", commit.listen().toString()));
            args.addAll(List.of("--folder", commit.folder()));
            args.addAll(List.of("--opening", CommitWire.opening(commit.opening())));
            args.addAll(List.of("--patience", commit.patience().toMillis() + "ms"));
            write("--peer", commit.peers(), args);
        }
        write("--endpoint", spec.endpoints().addresses(), args);
        write("--announced", spec.endpoints().announced(), args);
        return args;
    }

    private static void write(String option, Map<String, Address> addresses, List<String> args) {
        new TreeMap<>(addresses)
                .forEach((name, at) -> args.addAll(List.of(option, name + "=" + at)));
    }

    /**
     * Reads what {@link #write} wrote, and the switches.
     *
     * @throws AgentException with one line that says what is wrong and what would be right
     */
    static AgentArgs parse(List<String> args) {
        Map<String, String> values = new HashMap<>();
        Map<String, Address> endpoints = new HashMap<>();
        Map<String, Address> announced = new HashMap<>();
        Map<String, Address> peers = new HashMap<>();
        Set<String> flags = new HashSet<>();
        Iterator<String> rest = args.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (FLAGS.contains(option)) {
                flags.add(option);
            } else if (option.equals("--endpoint")) {
                endpoint(option, value(option, rest), endpoints);
            } else if (option.equals("--announced")) {
                endpoint(option, value(option, rest), announced);
            } else if (option.equals("--peer")) {
                endpoint(option, value(option, rest), peers);
            } else if (!SINGLE.contains(option)) {
                throw new AgentException("unknown argument '" + option + "'");
            } else if (values.put(option, value(option, rest)) != null) {
                throw new AgentException(option + " is given twice");
            }
        }
        Endpoints all = new Endpoints(endpoints, announced);
        AgentSpec spec =
                new AgentSpec(
                        required("--name", values),
                        required("--subject", values),
                        all,
                        values.containsKey("--role") ? commit(values, peers) : lock(values));
        String control = values.getOrDefault("--control", "127.0.0.1:0");
        int colon = control.lastIndexOf(':');
        return new AgentArgs(
                spec,
                control.substring(0, Math.max(colon, 0)),
                (int) number("--control", control.substring(colon + 1), 0, 65_535),
                flags.contains("--stdin-guard"),
                values.containsKey("--parent")
                        ? OptionalLong.of(
                                number("--parent", required("--parent", values), 1, Long.MAX_VALUE))
                        : OptionalLong.empty(),
                flags.contains("--batch-journal"),
                flags.contains("--verbose"));
    }

    private static LockPart lock(Map<String, String> values) {
        return new LockPart(lease(required("--lease", values)), required("--ledger", values));
    }

    private static CommitPart commit(Map<String, String> values, Map<String, Address> peers) {
        return new CommitPart(
                role(required("--role", values)),
                address("--listen", required("--listen", values)),
                peers,
                required("--folder", values),
                CommitWire.opening(required("--opening", values)),
                duration("--patience", required("--patience", values)));
    }

    private static Role role(String text) {
        for (Role role : Role.values()) {
            if (role.label().equals(text)) {
                return role;
            }
        }
        throw new AgentException("--role '" + text + "' is not coordinator or participant");
    }

    private static Address address(String option, String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new AgentException(option + " " + e.getMessage(), e);
        }
    }

    private static void endpoint(String option, String text, Map<String, Address> endpoints) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new AgentException(option + " '" + text + "' is not SERVICE=HOST:PORT");
        }
        endpoints.put(text.substring(0, equals), address(option, text.substring(equals + 1)));
    }

    /** Whole seconds, because some implementations know nothing finer. */
    private static Duration lease(String text) {
        Duration lease = duration("--lease", text);
        if (lease.toMillis() % 1000 != 0) {
            throw new AgentException(
                    "--lease '"
                            + text
                            + "' is not a whole number of seconds, such as 2s or 2000ms");
        }
        return lease;
    }

    private static Duration duration(String option, String text) {
        boolean millis = text.endsWith("ms");
        String digits = text.replaceFirst("m?s$", "");
        if (digits.equals(text)) {
            throw new AgentException(option + " '" + text + "' is not a time such as 2s or 2000ms");
        }
        long count = number(option, digits, 1, 86_400_000);
        return millis ? Duration.ofMillis(count) : Duration.ofSeconds(count);
    }

    private static long number(String option, String digits, long min, long max) {
        try {
            long number = Long.parseLong(digits);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, with the bounds.
        }
        throw new AgentException(
                option + " '" + digits + "' is not a number from " + min + " to " + max);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new AgentException(option + " needs a value");
        }
        return rest.next();
    }

    private static String required(String option, Map<String, String> values) {
        String value = values.get(option);
        if (value == null) {
            throw new AgentException(option + " is missing");
        }
        return value;
    }
}
