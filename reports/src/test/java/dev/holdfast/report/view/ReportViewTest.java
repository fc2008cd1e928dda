package dev.holdfast.report.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.report.SampleRun;
import dev.holdfast.report.view.Timeline.End;
import dev.holdfast.report.view.Timeline.LockLane;
import dev.holdfast.report.view.Timeline.Tenure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportViewTest {
    private static final long MS = 1_000_000;

    private final List<Op> ops = new ArrayList<>();

    @Test
    void drawsTheOverlapOfTheSample() {
        ReportView view = view(SampleRun.invalid());
        assertEquals(1, view.timelines().size(), "one picture for two proofs of the same moment");
        Timeline t = view.timelines().get(0);
        assertEquals("Violation of belief, resource: 17.560 s to 18.492 s", t.title());
        LockLane lane = t.locks().get(0);
        assertEquals(
                List.of(new Timeline.Overlap(3, 7, 18_166 * MS, 18_380 * MS)), lane.overlaps());
        assertEquals(2, lane.rows());
        Tenure paused = lane.tenures().get(0);
        assertEquals(17_662 * MS, paused.from());
        assertEquals(18_380 * MS, paused.to());
        assertEquals(18_162 * MS, paused.leaseEnd());
        assertEquals(End.REFUSED, paused.end());
        assertEquals(6, t.marks().size());
        assertTrue(t.description().contains("Processes 3 and 7 both held it for 214 ms"));
    }

    @Test
    void linksTheOpsThatTheArgumentNames() {
        Why why = view(SampleRun.invalid()).whys().get(0);
        long links = why.argument().stream().filter(part -> part.op() >= 0).count();
        assertEquals(4, links);
        assertTrue(why.argumentText().startsWith("Process 3 was granted pay-1 at #"));
    }

    @Test
    void showsTheFirstFaultWhereNothingIsWrong() {
        Timeline t = view(SampleRun.valid()).timelines().get(0);
        assertTrue(t.title().startsWith("Around the first fault, pause agent-1"), t.title());
        assertEquals(1, t.faults().size());
        assertTrue(t.locks().stream().allMatch(lane -> lane.overlaps().isEmpty()));
    }

    @Test
    void touchingTenuresDoNotOverlap() {
        call(1, "acquire", 0, 10, OpType.OK);
        call(2, "acquire", 5, 20, OpType.OK);
        call(1, "release", 20, 30, OpType.OK);
        assertEquals(List.of(), lane().overlaps());
    }

    @Test
    void overlappingTenuresDo() {
        call(1, "acquire", 0, 10, OpType.OK);
        call(2, "acquire", 5, 19, OpType.OK);
        call(1, "release", 20, 30, OpType.OK);
        assertEquals(List.of(new Timeline.Overlap(1, 2, 19 * MS, 20 * MS)), lane().overlaps());
    }

    @Test
    void aReentrantHolderHoldsUntilItsLastRelease() {
        call(1, "acquire", 0, 10, OpType.OK);
        call(1, "acquire", 11, 12, OpType.OK);
        call(1, "release", 20, 21, OpType.OK);
        call(1, "release", 30, 31, OpType.INFO);
        Tenure t = lane().tenures().get(0);
        assertEquals(30 * MS, t.to());
        assertEquals(End.UNSURE, t.end());
        assertEquals(1, lane().tenures().size());
    }

    @Test
    void aLostHolderIsSureOnlyUntilItsLastInvocation() {
        call(1, "acquire", 0, 10, OpType.OK);
        call(1, "write", 20, 50, OpType.INFO);
        Tenure t = lane().tenures().get(0);
        assertEquals(End.LOST, t.end());
        assertEquals(20 * MS, t.to());
        assertEquals(50 * MS, t.gone());
    }

    @Test
    void aFailedAcquireIsNoTenure() {
        call(1, "acquire", 0, 10, OpType.FAIL);
        call(2, "acquire", 20, 50, OpType.INFO);
        History history = history();
        assertEquals(List.of(), Tenures.in(history, TimeAxis.of(history)));
    }

    @Test
    void aHistoryWithoutTimesIsDrawnByPosition() {
        add(Op.NO_TIME, 1, OpType.INVOKE, "acquire");
        add(Op.NO_TIME, 1, OpType.OK, "acquire");
        add(Op.NO_TIME, 1, OpType.INVOKE, "release");
        Timeline t = timeline();
        assertTrue(t.byIndex());
        assertEquals(1, t.locks().get(0).tenures().get(0).from());
        assertEquals(2, t.locks().get(0).tenures().get(0).to());
    }

    @Test
    void extremeTimesStillMakeAnAxis() {
        add(0, 1, OpType.INVOKE, "acquire");
        add(Long.MAX_VALUE, 1, OpType.OK, "acquire");
        Timeline t = timeline();
        assertTrue(t.start() >= 0 && t.end() > t.start(), t.start() + " to " + t.end());
    }

    @Test
    void whatIsTooMuchIsCountedAndSaid() {
        Timeline t = view(SampleRun.crowded(20)).timelines().get(0);
        LockLane lane = t.locks().get(0);
        assertEquals(TimelineBuilder.ROWS_MAX, lane.rows());
        assertTrue(lane.tenures().stream().allMatch(x -> x.row() < lane.rows()));
        int crowd = lane.crowds().stream().mapToInt(Timeline.Crowd::count).sum();
        assertTrue(crowd > 0);
        assertTrue(
                t.cut()
                        .contains(
                                "More than 12 held pay-1 at once; the others are not drawn one by one."),
                t.cut().toString());
        assertTrue(t.cut().contains("Drawn are 14 of 18 processes."), t.cut().toString());
    }

    @Test
    void anEmptyHistoryHasNoPicture() {
        assertEquals(List.of(), view(SampleRun.unknown()).timelines());
        assertFalse(view(SampleRun.unknown()).notes().isEmpty());
    }

    @Test
    void valuesAreShortAndUnambiguous() {
        assertEquals(
                "lock=pay-1 n=3",
                ValueText.of(new java.util.TreeMap<>(Map.of("lock", "pay-1", "n", 3L))));
        assertEquals("k=\"a b\"", ValueText.of(Map.of("k", "a b")));
        assertEquals(
                "[1, {a=null}]",
                ValueText.of(List.of(1L, java.util.Collections.singletonMap("a", null))));
        assertEquals("", ValueText.of(null));
    }

    @Test
    void lengthsHaveUnits() {
        assertEquals("412 ms", TimeText.length(412 * MS));
        assertEquals("1.25 s", TimeText.length(1_250 * MS));
        assertEquals("830 µs", TimeText.length(830_000));
        assertEquals("18.220 s", TimeText.at(18_220 * MS));
        assertEquals("–", TimeText.at(Op.NO_TIME));
    }

    private LockLane lane() {
        return timeline().locks().get(0);
    }

    private Timeline timeline() {
        return TimelineBuilder.of(SampleRun.valid().summary(), history()).get(0);
    }

    private History history() {
        List<Op> sorted = new ArrayList<>(ops);
        sorted.sort(java.util.Comparator.comparingLong(Op::timeNanos));
        return History.of(sorted);
    }

    private static ReportView view(SampleRun.Run run) {
        return ReportView.of(run.summary(), run.history());
    }

    private void call(int process, String f, long from, long to, OpType type) {
        add(from * MS, process, OpType.INVOKE, f);
        add(to * MS, process, type, f);
    }

    private void add(long at, int process, OpType type, String f) {
        ops.add(new Op(ops.size(), at, process, type, f, Map.of("lock", "pay-1"), null));
    }
}
