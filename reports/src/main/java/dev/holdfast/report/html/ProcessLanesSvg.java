package dev.holdfast.report.html;

import dev.holdfast.report.view.TimeText;
import dev.holdfast.report.view.Timeline.Bar;
import dev.holdfast.report.view.Timeline.ProcessLane;
import java.util.List;
import java.util.Locale;

/** Draws what each process did: one lane per process, one bar per operation, shaped by outcome. */
final class ProcessLanesSvg {
    private static final double ROW = 27;
    private static final double BAR = 17;
    private static final double FADE = 70;

    private final Svg svg;
    private final Scale scale;
    private final String prefix;

    ProcessLanesSvg(Svg svg, Scale scale, String prefix) {
        this.svg = svg;
        this.scale = scale;
        this.prefix = prefix;
    }

    double height(List<ProcessLane> lanes) {
        return lanes.size() * ROW;
    }

    /** The vertical middle of a process's lane; the bottom of the picture if it has none. */
    double middle(List<ProcessLane> lanes, int process, double top, double bottom) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).process() == process) {
                return top + i * ROW + BAR / 2 + 3;
            }
        }
        return bottom - 2;
    }

    void draw(List<ProcessLane> lanes, double top) {
        for (int i = 0; i < lanes.size(); i++) {
            lane(lanes.get(i), top + i * ROW);
        }
    }

    private void lane(ProcessLane lane, double y) {
        String colour = "p" + Math.floorMod(lane.process(), 8);
        double middle = y + 3 + BAR / 2;
        svg.open("g", "class", colour + " process-lane");
        svg.rect(8, middle - 5, 10, 10, "rx", 2, "class", "held");
        svg.text("text", "p" + lane.process(), "x", 24, "y", middle + 4, "class", "lane-name");
        double after = 24 + Scale.width("p" + lane.process()) + 8;
        String agent = LockLanesSvg.cut(lane.agent(), 10);
        svg.text("text", agent, "x", after, "y", middle + 4, "class", "lane-sub");
        svg.line(Scale.LEFT, middle, Scale.LEFT + Scale.PLOT, middle, "rail");
        LockLanesSvg.crowds(svg, scale, lane.crowds(), middle);
        lane.bars().forEach(bar -> bar(bar, y + 3));
        if (lane.diedAt() >= 0 && scale.sees(lane.diedAt())) {
            double x = scale.x(lane.diedAt());
            String cross =
                    String.format(Locale.ROOT, "M%.1f %.1fl8 8m0 -8l-8 8", x - 4, middle - 4);
            svg.leaf("path", "d", cross, "class", "cross");
        }
        svg.close();
    }

    private void bar(Bar bar, double y) {
        double x = scale.x(bar.from());
        double width = Math.max(3, scale.x(bar.to()) - x);
        svg.open("g", "class", "op " + css(bar.outcome()));
        svg.text("title", words(bar));
        svg.rect(x, y, width, BAR, "rx", 2, "class", "op-box");
        boolean unsure = bar.outcome().equals("info");
        if (unsure && scale.sees(bar.to())) {
            double room = Math.min(FADE, Scale.LEFT + Scale.PLOT - x - width);
            svg.rect(x + width, y, Math.max(0, room), BAR, "fill", "url(#" + prefix + "-fade)");
        }
        String sign =
                switch (bar.outcome()) {
                    case "fail" -> "✕ ";
                    case "info", "open" -> "? ";
                    default -> "";
                };
        String label = Scale.fitting(width, sign + bar.label(), sign + bar.f(), sign.strip());
        if (!label.isEmpty()) {
            svg.text("text", label, "x", x + 4, "y", y + 12.5, "class", "op-label");
        }
        svg.close();
    }

    private static String css(String outcome) {
        return switch (outcome) {
            case "ok" -> "op-ok";
            case "fail" -> "op-fail";
            default -> "op-info";
        };
    }

    private String words(Bar bar) {
        String when =
                scale.byIndex()
                        ? ""
                        : " from %s for %s"
                                .formatted(
                                        TimeText.at(bar.from()),
                                        TimeText.length(bar.to() - bar.from()));
        return "#%d %s %s%s: %s".formatted(bar.index(), bar.f(), bar.outcome(), when, bar.detail());
    }
}
