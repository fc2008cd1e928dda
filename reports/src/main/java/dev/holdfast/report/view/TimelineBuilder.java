package dev.holdfast.report.view;

import dev.holdfast.checker.history.FaultWindow;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.view.Timeline.Bar;
import dev.holdfast.report.view.Timeline.LockLane;
import dev.holdfast.report.view.Timeline.Mark;
import dev.holdfast.report.view.Timeline.Overlap;
import dev.holdfast.report.view.Timeline.ProcessLane;
import dev.holdfast.report.view.Timeline.Tenure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the pictures of a run: finds what matters, collects what happened there, and keeps
 * it small. What is left out is counted and said.
 */
final class TimelineBuilder {
    static final int LOCKS_MAX = 6;
    static final int PROCESSES_MAX = 14;
    static final int TENURES_MAX = 150;
    static final int ROWS_MAX = 12;
    static final int BARS_MAX = 500;
    static final int FAULTS_MAX = 40;

    /** An operation that is not put into words yet: of a long history few are shown. */
    private record Call(Op invoke, @Nullable Op done, long from, long to) {}

    private final History history;
    private final TimeAxis axis;
    private final List<Tenure> tenures;
    private final Focus focus;
    private final Selection selection;

    private TimelineBuilder(History history, TimeAxis axis, List<Tenure> tenures, Focus focus) {
        this.history = history;
        this.axis = axis;
        this.tenures = tenures;
        this.focus = focus;
        this.selection = new Selection(focus, axis);
    }

    /** The pictures of a run, the most important first; none if nothing was recorded. */
    static List<Timeline> of(RunSummary summary, History history) {
        TimeAxis axis = TimeAxis.of(history);
        List<Tenure> tenures = Tenures.in(history, axis);
        List<Timeline> result = new ArrayList<>();
        for (Focus focus : Focus.of(summary, history, axis, tenures)) {
            result.add(new TimelineBuilder(history, axis, tenures, focus).build());
        }
        return List.copyOf(result);
    }

    private Timeline build() {
        List<Timeline.Fault> faults = faults();
        List<LockLane> locks = lockLanes();
        List<ProcessLane> processes = processLanes(locks);
        List<Mark> marks = marks();
        return new Timeline(
                title(),
                Describe.timeline(faults, locks, processes, axis.byIndex()),
                focus.window().from(),
                focus.window().to(),
                axis.byIndex(),
                faults,
                locks,
                processes,
                marks,
                selection.cut());
    }

    private String title() {
        Span w = focus.window();
        return axis.byIndex()
                ? "%s: ops %d to %d".formatted(focus.title(), w.from(), w.to())
                : "%s: %s to %s"
                        .formatted(focus.title(), TimeText.at(w.from()), TimeText.at(w.to()));
    }

    private List<Timeline.Fault> faults() {
        if (axis.byIndex()) {
            if (!history.faultWindows().isEmpty()) {
                selection.say(
                        "This history does not tell the time of every op, so faults are not drawn.");
            }
            return List.of();
        }
        List<FaultWindow> met =
                history.faultWindows().stream()
                        .filter(w -> focus.window().meets(w.startNanos(), w.endNanos()))
                        .collect(Collectors.toCollection(ArrayList::new));
        List<FaultWindow> kept =
                selection.nearest(
                        met,
                        FAULTS_MAX,
                        w -> selection.distance(w.startNanos(), w.endNanos()),
                        "faults");
        kept.sort(Comparator.comparingLong(FaultWindow::startNanos));
        Rows rows = new Rows();
        List<Timeline.Fault> result = new ArrayList<>();
        for (FaultWindow w : kept) {
            result.add(
                    new Timeline.Fault(
                            SafeText.name(w.kind()),
                            SafeText.name(w.target()),
                            w.startNanos(),
                            w.endNanos(),
                            w.healed(),
                            SafeText.line(w.proof()),
                            rows.place(w.startNanos(), w.endNanos())));
        }
        return result;
    }

    private List<LockLane> lockLanes() {
        Map<String, List<Tenure>> byLock = new LinkedHashMap<>();
        focus.locks().forEach(lock -> byLock.put(lock, new ArrayList<>()));
        Set<String> others = new LinkedHashSet<>();
        for (Tenure t : tenures) {
            if (focus.window().meets(t.asked(), t.gone())) {
                if (focus.locks().isEmpty() || focus.locks().contains(t.lock())) {
                    byLock.computeIfAbsent(t.lock(), lock -> new ArrayList<>()).add(t);
                } else {
                    others.add(t.lock());
                }
            }
        }
        if (!others.isEmpty()) {
            selection.say(
                    "%s held meanwhile and not part of this, so not drawn."
                            .formatted(count(others.size(), "other lock was", "other locks were")));
        }
        List<LockLane> lanes = new ArrayList<>();
        byLock.values().removeIf(List::isEmpty);
        for (Map.Entry<String, List<Tenure>> e : byLock.entrySet()) {
            if (lanes.size() < LOCKS_MAX) {
                lanes.add(lane(e.getKey(), e.getValue()));
            }
        }
        if (byLock.size() > LOCKS_MAX) {
            selection.say(
                    "Drawn are %d of the %d locks used here.".formatted(LOCKS_MAX, byLock.size()));
        }
        return lanes;
    }

    private LockLane lane(String lock, List<Tenure> all) {
        List<Tenure> kept =
                selection.nearest(
                        all,
                        TENURES_MAX,
                        t -> selection.distance(t.from(), t.to()),
                        "tenures of " + lock);
        kept.sort(Comparator.comparingLong(Tenure::from));
        Rows rows = new Rows();
        kept.replaceAll(t -> t.onRow(rows.place(t.from(), t.gone())));
        if (kept.removeIf(t -> t.row() >= ROWS_MAX)) {
            selection.say(
                    "More than %d held %s at once; the others are not drawn one by one."
                            .formatted(ROWS_MAX, lock));
        }
        Crowds crowds = new Crowds(focus.window());
        Set<Integer> drawn = kept.stream().map(Tenure::acquire).collect(Collectors.toSet());
        all.stream().filter(t -> !drawn.contains(t.acquire())).forEach(t -> crowds.add(t.from()));
        return new LockLane(
                lock, kept, overlaps(kept), crowds.found(), Math.min(ROWS_MAX, rows.count()));
    }

    private List<Overlap> overlaps(List<Tenure> sorted) {
        List<Overlap> found = new ArrayList<>();
        List<Tenure> active = new ArrayList<>();
        for (Tenure t : sorted) {
            active.removeIf(other -> other.to() <= t.from());
            // So many may hold it beside this one: only the one too many makes a clash.
            List<Tenure> beside = active.size() < t.capacity() ? List.of() : active;
            for (Tenure other : beside) {
                long to = Math.min(other.to(), t.to());
                if (!other.mayBeBeside(t) && to > t.from() && focus.window().meets(t.from(), to)) {
                    found.add(new Overlap(other.process(), t.process(), t.from(), to));
                }
            }
            active.add(t);
        }
        List<Overlap> kept =
                selection.nearest(
                        found, TENURES_MAX, o -> selection.distance(o.from(), o.to()), "overlaps");
        kept.sort(Comparator.comparingLong(Overlap::from));
        return kept;
    }

    private List<ProcessLane> processLanes(List<LockLane> locks) {
        Map<Integer, List<Call>> bars = new HashMap<>();
        Map<Integer, Long> died = new HashMap<>();
        Map<Integer, String> agents = new HashMap<>();
        Set<Integer> users = new LinkedHashSet<>();
        collect(bars, died, agents, users);
        Set<Integer> shown = new LinkedHashSet<>(focus.processes());
        for (LockLane lane : locks) {
            lane.tenures().forEach(t -> shown.add(t.process()));
        }
        shown.addAll(focus.locks().isEmpty() ? bars.keySet() : users);
        shown.retainAll(bars.keySet());
        if (shown.size() < bars.size()) {
            selection.say(
                    "%s active meanwhile without being part of this, so not drawn."
                            .formatted(
                                    count(
                                            bars.size() - shown.size(),
                                            "other process was",
                                            "other processes were")));
        }
        if (shown.size() > PROCESSES_MAX) {
            selection.say("Drawn are %d of %d processes.".formatted(PROCESSES_MAX, shown.size()));
        }
        List<Integer> kept = shown.stream().limit(PROCESSES_MAX).sorted().toList();
        Set<Integer> keptBars = keepBars(kept, bars);
        List<ProcessLane> lanes = new ArrayList<>();
        for (int process : kept) {
            List<Bar> drawn = new ArrayList<>();
            Crowds crowds = new Crowds(focus.window());
            for (Call call : bars.getOrDefault(process, List.of())) {
                if (keptBars.contains(call.invoke().index())) {
                    drawn.add(Describe.bar(call.invoke(), call.done(), call.from(), call.to()));
                } else {
                    crowds.add(call.from());
                }
            }
            lanes.add(
                    new ProcessLane(
                            process,
                            agents.getOrDefault(process, ""),
                            drawn,
                            crowds.found(),
                            died.getOrDefault(process, -1L)));
        }
        return lanes;
    }

    private Set<Integer> keepBars(List<Integer> processes, Map<Integer, List<Call>> bars) {
        List<Call> all = new ArrayList<>();
        processes.forEach(p -> all.addAll(bars.getOrDefault(p, List.of())));
        return selection
                .nearest(
                        all,
                        BARS_MAX,
                        call -> selection.distance(call.from(), call.to()),
                        "operations")
                .stream()
                .map(call -> call.invoke().index())
                .collect(Collectors.toSet());
    }

    private void collect(
            Map<Integer, List<Call>> bars,
            Map<Integer, Long> died,
            Map<Integer, String> agents,
            Set<Integer> users) {
        for (Op op : history.ops()) {
            if (op.isNemesis() || !op.isInvoke()) {
                continue;
            }
            int completion = history.completionOf(op.index());
            Op done = completion == History.NONE ? null : history.op(completion);
            long from = axis.at(op);
            long to = done == null ? axis.end() : Math.max(from, axis.at(done));
            if (!focus.window().meets(from, to)) {
                continue;
            }
            bars.computeIfAbsent(op.process(), p -> new ArrayList<>())
                    .add(new Call(op, done, from, to));
            if (done != null && done.type() == OpType.INFO) {
                died.put(op.process(), to);
            }
            String lock = Focus.lockOf(op);
            if (lock != null && focus.locks().contains(lock)) {
                users.add(op.process());
            }
            String agent = op.string("agent");
            if (agent != null) {
                agents.putIfAbsent(op.process(), SafeText.name(agent));
            }
        }
    }

    private List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (Op op : focus.ops()) {
            String who = op.isNemesis() ? "nemesis" : "p" + op.process();
            String label =
                    "#%d %s %s".formatted(op.index(), SafeText.name(op.f()), op.type().label());
            marks.add(new Mark(op.index(), label + " " + who, op.process(), axis.at(op)));
        }
        marks.sort(Comparator.comparingLong(Mark::at).thenComparingInt(Mark::index));
        return marks;
    }

    private static String count(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
