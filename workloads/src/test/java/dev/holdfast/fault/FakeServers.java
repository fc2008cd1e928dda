package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.ServerNode;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Three servers, zk-1 to zk-3, that only write down what is done to them. */
final class FakeServers {
    private final int questions;
    private final List<String> done = new ArrayList<>();
    private final TreeSet<String> dead = new TreeSet<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private int most;

    /** With servers that serve when they were asked so often since they were started. */
    FakeServers(int questions) {
        this.questions = questions;
    }

    /** The only thing that an environment without agents and links is asked for. */
    Environment environment() {
        List<ServerNode> nodes = List.of(node("zk-1"), node("zk-2"), node("zk-3"));
        return proxy(
                Environment.class, method -> method.equals("servers") ? nodes : unexpected(method));
    }

    /** Kills and starts so far. */
    synchronized List<String> done() {
        return List.copyOf(done);
    }

    /** How many are dead. */
    synchronized int dead() {
        return dead.size();
    }

    /** How many were dead at once. */
    synchronized int mostDead() {
        return most;
    }

    private ServerNode node(String name) {
        return proxy(ServerNode.class, method -> answer(name, method));
    }

    private synchronized Object answer(String name, String method) {
        return switch (method) {
            case "name", "toString" -> name;
            case "incarnation" -> "life " + done.size();
            case "isAlive" -> !dead.contains(name);
            case "isServing" ->
                    !dead.contains(name) && asked.merge(name, 1, Integer::sum) > questions;
            case "kill" -> kill(name);
            case "start" -> start(name);
            default -> unexpected(method);
        };
    }

    private Object kill(String name) {
        if (dead.add(name)) {
            done.add("kill " + name);
            most = Math.max(most, dead.size());
        }
        return "";
    }

    private Object start(String name) {
        dead.remove(name);
        asked.put(name, 0);
        done.add("start " + name);
        return "";
    }

    private interface Answers {
        Object to(String method);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, args) -> answers.to(method.getName())));
    }

    private static Object unexpected(String method) {
        throw new UnsupportedOperationException(method);
    }
}
