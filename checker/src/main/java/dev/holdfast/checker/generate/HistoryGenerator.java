package dev.holdfast.checker.generate;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes up histories by letting clients use a real object.
 *
 * <p>Each operation is invoked, takes effect at a random later moment, and returns after another
 * one; clients are always busy. After an operation of unknown outcome a client goes on as a new
 * process; what was unknown happens at once, later or never, as chance has it. The same model, plan
 * and seed give the same history. For one thread.
 */
public final class HistoryGenerator {
    private static final long LONGEST_STEP_NANOS = 2_000;
    private static final double GIVES_UP = 0.005;

    /** Who waits looks again after so many steps, if nothing happened before: cheap waiting. */
    private static final int PATIENCE = 16;

    private static final double LATE_HAPPENS = 0.01;
    private static final double WHEN_INVALID = 0.95;

    /** What a client is about. */
    private enum Phase {
        IDLE,
        INVOKED,
        ANSWERED
    }

    /** A client: one process at a time, doing one call at a time. */
    private static final class Client {
        int process;
        Phase phase = Phase.IDLE;
        int target;
        Call call = Call.read("", null);
        boolean isLost;
        boolean isForged;
        boolean isFrozen;
        int blockedAt = -1;
        int patience;
        @Nullable Answer answer;
    }

    /** A call of unknown outcome that is still to happen. */
    private record Late(int target, int process, Call call) {}

    private final Plan plan;
    private final SplittableRandom random;
    private final LiveObject[] objects;
    private final Naming[] namings;
    private final Client[] clients;
    private final List<Op> ops;
    private final List<Late> late = new ArrayList<>();
    private final ForgedScene scene;
    private final int quietFrom;
    private int nextProcess;
    private int invoked;
    private int openUpdates;
    private int changes;
    private long time;

    private HistoryGenerator(Model<?> model, Plan plan, long seed) {
        this.plan = plan;
        this.random = new SplittableRandom(seed);
        this.objects = new LiveObject[plan.partitions()];
        this.namings = new Naming[plan.partitions()];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = LiveObjects.of(model, plan);
            namings[i] = LiveObjects.naming(model, plan, i);
        }
        this.clients = new Client[clients(plan)];
        Arrays.setAll(clients, c -> new Client());
        for (Client c : clients) {
            c.process = nextProcess++;
        }
        this.ops = new ArrayList<>(2 * plan.operations());
        int reserve = objects[0].mostScenes() + clients.length;
        this.quietFrom =
                (int) Math.min(WHEN_INVALID * plan.operations(), plan.operations() - reserve);
        this.scene = new ForgedScene(objects[0], plan.kind(), clients.length);
    }

    private static int clients(Plan plan) {
        return switch (plan.shape()) {
            case ALL_CONCURRENT -> plan.operations();
            case HUGE_INTERVAL -> Math.max(2, plan.clients()); // one of them does nothing else
            default -> plan.clients();
        };
    }

    /**
     * A history of operations on objects of {@code model}.
     *
     * <p>O(operations), and for locks · clients at worst.
     *
     * @throws IllegalArgumentException with one line if the model is not one of the catalogue, or
     *     the plan does not fit it
     */
    public static History of(Model<?> model, Plan plan, long seed) {
        return new HistoryGenerator(model, plan, seed).run();
    }

    /** A history of acquires and releases of one lock. O(operations · clients) at worst. */
    public static History locks(LockPlan plan, long seed) {
        return LockHistory.of(plan, seed);
    }

    /** A history of payments between three participants. O(payments). */
    public static History payments(PaymentPlan plan, long seed) {
        return PaymentHistory.of(plan, seed);
    }

    private History run() {
        if (plan.shape() == Shape.ALL_CONCURRENT) {
            allAtOnce();
        }
        while (invoked < plan.operations() || !scene.isOver()) {
            step(clients[random.nextInt(clients.length)]);
        }
        finish();
        return History.of(ops);
    }

    private void allAtOnce() {
        int many = plan.operations() - (scene.isOver() ? 0 : objects[0].mostScenes());
        for (int i = 0; i < many; i++) {
            invoke(clients[i]);
        }
        finish();
    }

    /** Lets all that is open come to its end, in a random order. */
    private void finish() {
        shuffle();
        for (Client c : clients) {
            if (c.phase == Phase.INVOKED) {
                perform(c, true);
            }
        }
        shuffle();
        for (Client c : clients) {
            if (c.phase == Phase.ANSWERED) {
                complete(c);
            }
        }
    }

    private void shuffle() {
        for (int i = clients.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Client c = clients[i];
            clients[i] = clients[j];
            clients[j] = c;
        }
    }

    private void step(Client c) {
        if (!late.isEmpty()) {
            lateEffects();
        }
        if (c.blockedAt == changes && c.patience-- > 0 && !isQuiet()) {
            time += LONGEST_STEP_NANOS / 2;
            return;
        }
        time += 1 + random.nextLong(LONGEST_STEP_NANOS);
        switch (c.phase) {
            case IDLE -> {
                if (isQuiet()) {
                    invokeQuietly(c);
                } else if (invoked < plan.operations()) {
                    invoke(c);
                }
            }
            case INVOKED -> {
                if (!c.isFrozen) {
                    perform(c, isQuiet() || random.nextDouble() < GIVES_UP);
                }
            }
            case ANSWERED -> complete(c);
        }
    }

    /** Whether updates of the first object are held back for the forged scene. */
    private boolean isQuiet() {
        return invoked >= quietFrom && !scene.isOver();
    }

    private void invokeQuietly(Client c) {
        if (openUpdates == 0 && !scene.isRunning() && !hasLate()) {
            Call forged = scene.next(c.process);
            if (forged != null) {
                ask(c, 0, forged, true, false);
                return;
            }
            if (scene.isStuck()) {
                c.process = nextProcess++;
            }
        }
        int target = target(c);
        boolean mayAsk = invoked + objects[0].mostScenes() < plan.operations();
        if (mayAsk) {
            Call call =
                    target == 0
                            ? objects[0].nextRead(random)
                            : objects[target].next(c.process, random);
            if (call != null) {
                ask(c, target, call, false, false);
            }
        }
    }

    private boolean hasLate() {
        late.removeIf(l -> l.target == 0 && objects[0].fate(l.call) != LiveObject.Fate.ALWAYS);
        return late.stream().anyMatch(l -> l.target == 0);
    }

    private void invoke(Client c) {
        int target = target(c);
        Call call = objects[target].next(c.process, random);
        boolean isLost = isLost() && objects[target].mayDie(c.process, call);
        boolean isFirst = invoked == 0;
        ask(c, target, call, false, isLost);
        if (isFirst && plan.shape() == Shape.HUGE_INTERVAL) {
            c.isFrozen = true;
            c.isLost = false;
            openUpdates -= isOpenUpdate(c) ? 1 : 0;
        }
    }

    private int target(Client c) {
        return objects.length == 1 || objects[c.target].isBusy(c.process)
                ? c.target
                : random.nextInt(objects.length);
    }

    private boolean isLost() {
        return plan.shape() == Shape.INFOS_FIRST
                ? invoked < plan.infoShare() * plan.operations()
                : plan.infoShare() > 0 && random.nextDouble() < plan.infoShare();
    }

    private void ask(Client c, int target, Call call, boolean isForged, boolean isLost) {
        c.target = target;
        c.call = call;
        c.isForged = isForged;
        c.isLost = isLost;
        c.answer = null;
        c.phase = Phase.INVOKED;
        c.blockedAt = -1;
        openUpdates += isOpenUpdate(c) ? 1 : 0;
        invoked++;
        record(c, OpType.INVOKE, call.argument(), null);
    }

    private static boolean isOpenUpdate(Client c) {
        return c.target == 0 && !c.call.isRead() && !c.isForged;
    }

    private void perform(Client c, boolean givesUp) {
        LiveObject object = objects[c.target];
        if (c.isLost) {
            changes++;
            unknown(c, object);
            c.phase = Phase.ANSWERED;
            return;
        }
        c.answer =
                c.isForged
                        ? scene.perform(c.process, c.call, time)
                        : object.perform(c.process, c.call, time);
        if (c.answer == null && givesUp && !c.isForged) {
            c.answer = Answer.fail(c.call.argument(), "timeout");
        }
        if (c.answer != null) {
            c.phase = Phase.ANSWERED;
            changes++;
        } else {
            c.blockedAt = changes;
            c.patience = PATIENCE;
        }
    }

    private void unknown(Client c, LiveObject object) {
        int chance = random.nextInt(3);
        LiveObject.Fate fate = object.fate(c.call);
        if (fate == LiveObject.Fate.NEVER || (fate == LiveObject.Fate.EITHER && chance == 0)) {
            return;
        }
        boolean isLate = chance == 1 || !object.performUnknown(c.process, c.call, time);
        if (isLate) {
            late.add(new Late(c.target, c.process, c.call));
        }
    }

    private void lateEffects() {
        boolean isWaitedFor = isQuiet() && openUpdates == 0;
        if (!isWaitedFor && random.nextDouble() >= LATE_HAPPENS) {
            return;
        }
        int i = random.nextInt(late.size());
        Late l = late.get(i);
        if (objects[l.target].performUnknown(l.process, l.call, time)) {
            changes++;
            late.set(i, late.get(late.size() - 1));
            late.remove(late.size() - 1);
        }
    }

    private void complete(Client c) {
        openUpdates -= isOpenUpdate(c) && !c.isFrozen ? 1 : 0;
        c.isFrozen = false;
        c.phase = Phase.IDLE;
        Answer answer = c.answer;
        if (answer == null) {
            record(c, OpType.INFO, c.call.argument(), "timeout");
            c.process = nextProcess++;
        } else {
            record(c, answer.type(), answer.value(), answer.error());
            if (c.isForged) {
                scene.ended();
            }
        }
    }

    private void record(Client c, OpType type, @Nullable Object value, @Nullable String error) {
        Object named = namings[c.target].name(value);
        ops.add(new Op(ops.size(), time, c.process, type, c.call.f(), named, error));
    }
}
