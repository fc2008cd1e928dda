package dev.holdfast.report.html;

import dev.holdfast.report.view.TimeText;
import dev.holdfast.report.view.Timeline;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a {@link Timeline}: on top the flags of the proof, below the axis and the faults, then who
 * held which lock, then what each process did.
 *
 * <p>Colours and fonts come from the page's style sheet, so that the picture follows light and
 * dark. The identifiers inside begin with a prefix of the picture's own, so that several fit on a
 * page.
 */
final class TimelineSvg {
    private static final double FLAG = 21;
    private static final double AXIS = 24;
    private static final double FAULT = 22;
    private static final double GAP = 10;

    private final Timeline timeline;
    private final Scale scale;
    private final String prefix;
    private final Svg svg = new Svg();

    private TimelineSvg(Timeline timeline, String prefix) {
        this.timeline = timeline;
        this.scale = Scale.of(timeline);
        this.prefix = prefix;
    }

    /** The picture as one svg element. */
    static String draw(Timeline timeline, String prefix) {
        return new TimelineSvg(timeline, prefix).draw();
    }

    private String draw() {
        List<Integer> flagRows = flagRows();
        int flags = flagRows.stream().mapToInt(row -> row + 1).max().orElse(0);
        int faults = timeline.faults().stream().mapToInt(f -> f.row() + 1).max().orElse(0);
        double axisY = flags * FLAG + (flags > 0 ? 6 : 0);
        double faultsY = axisY + AXIS;
        double locksY = faultsY + faults * FAULT + (faults > 0 ? GAP : 0);
        LockLanesSvg locks = new LockLanesSvg(svg, scale, prefix);
        double processesY = locksY + locks.height(timeline.locks()) + GAP;
        ProcessLanesSvg processes = new ProcessLanesSvg(svg, scale, prefix);
        double height = processesY + processes.height(timeline.processes()) + 4;
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 %d %d".formatted((long) Scale.WIDTH, (long) Math.ceil(height)),
                "class",
                "timeline",
                "role",
                "img",
                "aria-labelledby",
                prefix + "-title " + prefix + "-desc");
        svg.text("title", timeline.title(), "id", prefix + "-title");
        svg.text("desc", timeline.description(), "id", prefix + "-desc");
        definitions();
        faultTints(faultsY, height);
        marksBehind(flagRows, processesY, processes, height);
        axis(axisY, height);
        faults(faultsY);
        locks.draw(timeline.locks(), locksY);
        processes.draw(timeline.processes(), processesY);
        marks(flagRows, processesY, processes, height);
        svg.close();
        return svg.markup();
    }

    private void definitions() {
        svg.open("defs");
        hatch("fault-hatch", 7, "fault-stroke");
        hatch("clash-hatch", 6, "clash-stroke");
        svg.open("linearGradient", "id", prefix + "-fade");
        svg.leaf("stop", "offset", "0", "class", "info-stop", "stop-opacity", "0.4");
        svg.leaf("stop", "offset", "1", "class", "info-stop", "stop-opacity", "0");
        svg.close();
        svg.close();
    }

    private void hatch(String id, int size, String css) {
        svg.open(
                "pattern",
                "id",
                prefix + "-" + id,
                "width",
                size,
                "height",
                size,
                "patternUnits",
                "userSpaceOnUse",
                "patternTransform",
                "rotate(45)");
        svg.line(0, 0, 0, size, css);
        svg.close();
    }

    private void axis(double y, double height) {
        svg.open("g", "class", "axis");
        for (Scale.Tick tick : scale.ticks()) {
            double x = scale.x(tick.at());
            svg.line(x, y + 18, x, height, "grid");
            svg.text("text", tick.label(), "x", x, "y", y + 12, "class", "tick");
        }
        svg.close();
    }

    private void faultTints(double y, double height) {
        for (Timeline.Fault f : timeline.faults()) {
            double x = scale.x(f.from());
            double width = Math.max(2, scale.x(f.to()) - x);
            svg.rect(x, y, width, height - y, "class", "tint");
        }
    }

    private void faults(double y) {
        if (timeline.faults().isEmpty()) {
            return;
        }
        svg.open("g", "class", "faults");
        svg.text("text", "faults", "x", 0, "y", y + 15, "class", "lane-name");
        for (Timeline.Fault f : timeline.faults()) {
            double x = scale.x(f.from());
            double width = Math.max(2, scale.x(f.to()) - x);
            double top = y + f.row() * FAULT;
            svg.open("g");
            svg.text("title", faultWords(f));
            svg.rect(x, top, width, FAULT - 4, "rx", 3, "class", "fault-box");
            svg.rect(x, top, width, FAULT - 4, "rx", 3, "fill", "url(#" + prefix + "-fault-hatch)");
            String label = Scale.fitting(width - 8, f.kind() + " " + f.target(), f.kind());
            if (!label.isEmpty()) {
                svg.rect(
                        x + 4,
                        top + 2,
                        Scale.width(label) + 8,
                        FAULT - 8,
                        "rx",
                        2,
                        "class",
                        "label-back");
                svg.text("text", label, "x", x + 8, "y", top + 13, "class", "fault-label");
            }
            svg.close();
        }
        svg.close();
    }

    private static String faultWords(Timeline.Fault f) {
        return "%s %s from %s to %s%s%s"
                .formatted(
                        f.kind(),
                        f.target(),
                        TimeText.at(f.from()),
                        TimeText.at(f.to()),
                        f.healed() ? "" : ", never healed",
                        f.proof().isEmpty() ? "" : "; proof: " + f.proof());
    }

    /** On which row each flag fits without covering another; a flag stands right of its moment. */
    private List<Integer> flagRows() {
        List<Double> ends = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (Timeline.Mark mark : timeline.marks()) {
            double x = flagX(mark);
            int row = 0;
            while (row < ends.size() && ends.get(row) + 6 > x) {
                row++;
            }
            double end = x + Scale.width(mark.label()) + 12;
            if (row == ends.size()) {
                ends.add(end);
            } else {
                ends.set(row, end);
            }
            rows.add(row);
        }
        return rows;
    }

    private double flagX(Timeline.Mark mark) {
        return Math.min(scale.x(mark.at()), Scale.WIDTH - Scale.width(mark.label()) - 14);
    }

    private void marksBehind(
            List<Integer> rows, double processesY, ProcessLanesSvg lanes, double height) {
        for (int i = 0; i < rows.size(); i++) {
            Timeline.Mark mark = timeline.marks().get(i);
            double x = scale.x(mark.at());
            double to = lanes.middle(timeline.processes(), mark.process(), processesY, height);
            svg.line(x, rows.get(i) * FLAG + 9, x, to, "mark-line");
        }
    }

    private void marks(
            List<Integer> rows, double processesY, ProcessLanesSvg lanes, double height) {
        svg.open("g", "class", "marks");
        for (int i = 0; i < rows.size(); i++) {
            Timeline.Mark mark = timeline.marks().get(i);
            double y = rows.get(i) * FLAG;
            double to = lanes.middle(timeline.processes(), mark.process(), processesY, height);
            double x = flagX(mark);
            if (timeline.processes().stream().anyMatch(p -> p.process() == mark.process())) {
                svg.leaf("circle", "cx", scale.x(mark.at()), "cy", to, "r", 4, "class", "mark-dot");
            }
            svg.open("a", "href", "#op-" + mark.index());
            svg.rect(x, y, Scale.width(mark.label()) + 10, FLAG - 3, "rx", 3, "class", "mark-flag");
            svg.text("text", mark.label(), "x", x + 5, "y", y + 13, "class", "mark-label");
            svg.close();
        }
        svg.close();
    }
}
