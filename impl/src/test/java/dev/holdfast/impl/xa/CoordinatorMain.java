package dev.holdfast.impl.xa;

import dev.holdfast.impl.catalogue.Commits;
import dev.holdfast.impl.commit.Answer;
import dev.holdfast.impl.commit.CommitNode;
import dev.holdfast.impl.commit.CommitSite;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.commit.Journal;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.commit.Role;
import dev.holdfast.impl.commit.Statement;
import dev.holdfast.impl.commit.Step;
import dev.holdfast.impl.topology.Address;
import dev.holdfast.impl.topology.Endpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One coordinator in a process of its own, for protocols that are made for that: SYSTEM NAME FOLDER
 * PATIENCE-MS POINT WHO WHAT PORT…; WHAT is to halt or to wait, at the first time that POINT is
 * passed with WHO. Reads orders from its input, and answers with lines that begin with {@code >}.
 */
final class CoordinatorMain implements Journal {
    private final BufferedReader orders;
    private final String point;
    private final String who;
    private final boolean isToHalt;
    private boolean wasThere;

    private CoordinatorMain(BufferedReader orders, String point, String who, boolean isToHalt) {
        this.orders = orders;
        this.point = point;
        this.who = who;
        this.isToHalt = isToHalt;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        CommitSystem system = Commits.find(args[0]).orElseThrow();
        CoordinatorMain journal =
                new CoordinatorMain(orders, args[4], args[5], args[6].equals("halt"));
        Map<String, Address> services = new HashMap<>();
        Map<String, Map<String, Long>> opening = new HashMap<>();
        for (int i = 7; i < args.length; i++) {
            services.put("bank-" + (i - 6), new Address("127.0.0.1", Integer.parseInt(args[i])));
            opening.put("bank-" + (i - 6), Map.of("a", 100L, Payment.CASH, 0L));
        }
        CommitNode node =
                system.start(
                        new CommitSite(
                                args[1],
                                Role.COORDINATOR,
                                system.cast(),
                                new Endpoints(services),
                                new Address("127.0.0.1", 1),
                                Map.of(),
                                Path.of(args[2]),
                                opening,
                                Duration.ofMillis(Long.parseLong(args[3])),
                                journal));
        say("READY");
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] order = line.split(" ");
            switch (order[0]) {
                case "pay" -> say(pay(node, order[1], Long.parseLong(order[2])));
                case "many" -> say(many(node, Integer.parseInt(order[1])));
                case "statement" -> say(statement(node, order[1]));
                default -> throw new IllegalArgumentException(line);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static void say(String line) {
        System.out.println("> " + line);
    }

    private static String pay(CommitNode node, String id, long amount) throws InterruptedException {
        try {
            Answer answer =
                    node.pay(
                            new Payment(
                                    id,
                                    List.of(
                                            new Leg("bank-1", "a", -amount),
                                            new Leg("bank-2", "a", amount))));
            return answer.isCommitted() ? "committed" : "aborted " + answer.reason();
        } catch (RuntimeException e) {
            return "unknown " + e.getMessage();
        }
    }

    /** Four threads move 1 to and fro; says how many were committed. */
    private static String many(CommitNode node, int each) throws InterruptedException {
        AtomicInteger committed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            Thread thread =
                    new Thread(
                            () -> {
                                for (int i = 0; i < each; i++) {
                                    String id = "m-" + number + "-" + i;
                                    if (isCommitted(node, id, number % 2 == 0 ? 1 : -1)) {
                                        committed.incrementAndGet();
                                    }
                                }
                            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return Integer.toString(committed.get());
    }

    private static boolean isCommitted(CommitNode node, String id, long amount) {
        try {
            return pay(node, id, amount).equals("committed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String statement(CommitNode node, String bank) throws InterruptedException {
        try {
            Statement statement = node.statement(bank);
            return statement.balances().get("a")
                    + " "
                    + statement.entries().stream().map(e -> e.payment()).toList()
                    + " "
                    + statement.inDoubt();
        } catch (RuntimeException e) {
            return "unknown " + e.getMessage();
        }
    }

    @Override
    public <X extends Exception> void step(
            Step step, String payment, String about, Action<X> action) throws X {
        pass(Point.before(step), payment, about, "");
        String detail = action.run();
        pass(Point.after(step), payment, about, detail);
    }

    private synchronized void pass(Point passed, String payment, String about, String detail) {
        System.err.println("PASS " + passed.label() + " " + payment + " " + about + " " + detail);
        if (!wasThere && passed.label().equals(point) && about.equals(who)) {
            wasThere = true;
            if (isToHalt) {
                Runtime.getRuntime().halt(9);
            }
            say("WAITING");
            try {
                String unused = orders.readLine();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Override
    public <T> CompletableFuture<T> stepLater(
            Step step,
            String payment,
            String who,
            Supplier<CompletableFuture<T>> action,
            Function<T, String> detail) {
        throw new UnsupportedOperationException("nothing here ends later");
    }

    @Override
    public boolean repeats() {
        return false;
    }
}
