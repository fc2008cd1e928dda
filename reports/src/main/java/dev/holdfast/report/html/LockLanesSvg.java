package dev.holdfast.report.html;

import dev.holdfast.report.view.TimeText;
import dev.holdfast.report.view.Timeline;
import dev.holdfast.report.view.Timeline.LockLane;
import dev.holdfast.report.view.Timeline.Tenure;
import java.util.List;
import java.util.Locale;

/** Draws who held which lock: one lane per lock, one bar per tenure. */
final class LockLanesSvg {
    private static final double ROW = 26;
    private static final double BAR = 20;
    private static final double GAP = 10;
    private static final double MONO_CHAR = 7.4;

    private final Svg svg;
    private final Scale scale;
    private final String prefix;

    LockLanesSvg(Svg svg, Scale scale, String prefix) {
        this.svg = svg;
        this.scale = scale;
        this.prefix = prefix;
    }

    double height(List<LockLane> lanes) {
        return lanes.stream().mapToDouble(lane -> height(lane) + GAP).sum();
    }

    private static double height(LockLane lane) {
        return lane.rows() * ROW + (lane.overlaps().isEmpty() ? 0 : ClashesSvg.STRIP);
    }

    void draw(List<LockLane> lanes, double top) {
        double y = top;
        for (LockLane lane : lanes) {
            lane(lane, y);
            y += height(lane) + GAP;
        }
    }

    private void lane(LockLane lane, double y) {
        double height = height(lane);
        double barsY = y + (lane.overlaps().isEmpty() ? 0 : ClashesSvg.STRIP);
        svg.open("g", "class", "lock-lane");
        svg.rect(0, y - 4, Scale.WIDTH, height + 6, "rx", 4, "class", "lane-back");
        String name = cut(lane.lock(), 15);
        svg.text("text", name, "x", 8, "y", y + 14, "class", "lane-name lock-name");
        double after = 8 + name.length() * MONO_CHAR + 7;
        if (after + Scale.width("held by") < Scale.LEFT) {
            svg.text("text", "held by", "x", after, "y", y + 14, "class", "lane-sub");
        }
        crowds(svg, scale, lane.crowds(), barsY + BAR / 2);
        ClashesSvg clashes = new ClashesSvg(svg, scale, prefix, lane.overlaps());
        clashes.drawBehind(barsY - 2, lane.rows() * ROW);
        // A long wait must not cover who had the lock meanwhile: what is unsure lies below.
        for (Tenure t : lane.tenures()) {
            unsure(t, barsY + t.row() * ROW);
        }
        for (Tenure t : lane.tenures()) {
            tenure(t, barsY + t.row() * ROW);
        }
        clashes.draw(y, height - 4);
        svg.close();
    }

    private void tenure(Tenure t, double y) {
        if (!scale.meets(t.asked(), t.gone())) {
            return;
        }
        String colour = "p" + Math.floorMod(t.process(), 8);
        double from = scale.x(t.from());
        double to = scale.x(t.to());
        svg.open("g", "class", colour);
        svg.text("title", words(t));
        double width = Math.max(2, to - from);
        svg.rect(from, y, width, BAR, "rx", 2, "class", "held");
        String p = "p" + t.process();
        String mode = t.mode().isEmpty() ? "" : t.isReading() ? " · reads" : " · writes";
        String token = mode + (t.token().isEmpty() ? "" : " · token " + t.token());
        String label = Scale.fitting(width, p + " · " + t.agent() + token, p + token, p);
        if (!label.isEmpty()) {
            svg.text("text", label, "x", from + 6, "y", y + 14, "class", "held-label");
        }
        if (t.end() == Timeline.End.LOST && scale.sees(t.gone())) {
            double x = scale.x(t.gone());
            String cross = String.format(Locale.ROOT, "M%.1f %.1fl8 8m0 -8l-8 8", x - 4, y + 6);
            svg.leaf("path", "d", cross, "class", "cross");
        }
        lease(t, y);
        svg.close();
    }

    private void unsure(Tenure t, double y) {
        if (scale.meets(t.asked(), t.gone())) {
            svg.open("g", "class", "p" + Math.floorMod(t.process(), 8));
            pale(scale.x(t.asked()), scale.x(t.from()), y);
            pale(scale.x(t.to()), scale.x(t.gone()), y);
            svg.close();
        }
    }

    private void pale(double from, double to, double y) {
        if (to - from >= 0.5) {
            svg.rect(from, y + 3, to - from, BAR - 6, "class", "maybe");
        }
    }

    /** Where the service stopped counting the holder: the reason for most clashes. */
    private void lease(Tenure t, double y) {
        if (t.leaseEnd() <= t.from() || t.leaseEnd() >= t.to() || !scale.sees(t.leaseEnd())) {
            return;
        }
        double x = scale.x(t.leaseEnd());
        svg.line(x, y - 3, x, y + BAR + 3, "lease");
        String label =
                Scale.fitting(Math.min(scale.x(t.to()), Scale.WIDTH) - x, "lease over", "lease");
        if (!label.isEmpty()) {
            svg.text("text", label, "x", x + 5, "y", y + 14, "class", "held-label");
        }
    }

    /** A grey line where things are that are too many to be drawn. */
    static void crowds(Svg svg, Scale scale, List<Timeline.Crowd> crowds, double middle) {
        for (Timeline.Crowd crowd : crowds) {
            double x = scale.x(crowd.from());
            double width = Math.max(2, scale.x(crowd.to()) - x);
            svg.open("g");
            svg.text("title", crowd.count() + " more begin here, not drawn one by one");
            svg.rect(x, middle - 4, width, 8, "class", "crowd");
            svg.close();
        }
    }

    private String words(Tenure t) {
        String who =
                "process %d%s held %s%s%s"
                        .formatted(
                                t.process(),
                                t.agent().isEmpty() ? "" : " on " + t.agent(),
                                permit(t) + t.lock(),
                                t.mode().isEmpty() ? "" : t.isReading() ? " to read" : " to write",
                                t.token().isEmpty() ? "" : " with token " + t.token());
        String when =
                scale.byIndex()
                        ? " from op %d to op %d".formatted(t.from(), t.to())
                        : " from %s for %s"
                                .formatted(
                                        TimeText.at(t.from()), TimeText.length(t.to() - t.from()));
        return who + when + "; " + t.end().words();
    }

    private static String permit(Tenure t) {
        return t.capacity() == 1 ? "" : "one of %d permits of ".formatted(t.capacity());
    }

    static String cut(String s, int chars) {
        return s.length() <= chars
                ? s
                : s.substring(
                                0,
                                s.offsetByCodePoints(
                                        0, Math.min(chars, s.codePointCount(0, s.length())) - 1))
                        + "…";
    }
}
