package dev.holdfast.report.html;

import dev.holdfast.report.view.TimeText;
import dev.holdfast.report.view.Timeline.Overlap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws where a lock was held twice: in red, hatched, with a warning sign and words, so that it is
 * seen without colours too.
 *
 * <p>Overlaps that meet become one clash: twenty holders at once are one thing to see, not 190.
 */
final class ClashesSvg {
    /** Height of the strip above a lane's bars that the words need. */
    static final double STRIP = 22;

    private static final double BOX = STRIP - 5;

    /** Overlaps that meet. */
    private record Clash(long from, long to, List<Overlap> overlaps) {}

    private final Svg svg;
    private final Scale scale;
    private final String prefix;
    private final List<Clash> clashes;

    /** For overlaps in order of their start. */
    ClashesSvg(Svg svg, Scale scale, String prefix, List<Overlap> overlaps) {
        this.svg = svg;
        this.scale = scale;
        this.prefix = prefix;
        this.clashes = merge(overlaps);
    }

    private static List<Clash> merge(List<Overlap> overlaps) {
        List<Clash> merged = new ArrayList<>();
        for (Overlap o : overlaps) {
            Clash last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last == null || o.from() > last.to()) {
                merged.add(new Clash(o.from(), o.to(), new ArrayList<>(List.of(o))));
            } else {
                last.overlaps().add(o);
                long to = Math.max(last.to(), o.to());
                merged.set(merged.size() - 1, new Clash(last.from(), to, last.overlaps()));
            }
        }
        return merged;
    }

    /** What lies below the bars. */
    void drawBehind(double barsY, double height) {
        for (Clash c : clashes) {
            svg.rect(scale.x(c.from()), barsY, width(c), height, "class", "clash-tint");
        }
    }

    /** What lies above them. */
    void draw(double y, double height) {
        for (Clash c : clashes) {
            double x = scale.x(c.from());
            svg.open("g", "class", "clash");
            svg.text("title", words(c));
            svg.rect(x, y, width(c), height, "class", "clash-box");
            svg.rect(x, y, width(c), BOX, "class", "clash-solid");
            svg.rect(x, y, width(c), BOX, "fill", "url(#" + prefix + "-clash-hatch)");
            svg.close();
        }
        double taken = 0;
        for (Clash c : clashes) {
            taken = label(c, y, taken);
        }
        if (clashes.size() > 1) {
            String count = clashes.size() + " clashes";
            svg.text("text", count, "x", 8, "y", y + 31, "class", "clash-count");
        }
    }

    private double width(Clash c) {
        return Math.max(3, scale.x(c.to()) - scale.x(c.from()));
    }

    /** Says what a clash is, if there is room; tells up to where words stand now. */
    private double label(Clash c, double y, double taken) {
        String label =
                (c.overlaps().size() == 1 ? "both held it" : "several held it") + length(c, ", ");
        double width = Scale.width(label) + 26;
        double x = Math.max(Scale.LEFT, Math.min(scale.x(c.from()), Scale.WIDTH - width - 4));
        if (x < taken) {
            return taken;
        }
        svg.rect(x, y, width, BOX, "class", "clash-solid");
        String sign = String.format(Locale.ROOT, "M%.1f %.1fl6 10h-12z", x + 12, y + 3.5);
        svg.leaf("path", "d", sign, "class", "clash-sign");
        svg.text("text", "!", "x", x + 12, "y", y + 12.5, "class", "clash-bang");
        svg.text("text", label, "x", x + 22, "y", y + 12.5, "class", "clash-label");
        return x + width + 2;
    }

    private String length(Clash c, String before) {
        return scale.byIndex() ? "" : before + TimeText.length(c.to() - c.from());
    }

    private String words(Clash c) {
        Overlap first = c.overlaps().get(0);
        String who = "processes %d and %d".formatted(first.first(), first.second());
        int more = c.overlaps().size() - 1;
        return who
                + (more == 0 ? "" : " and %d more pairs".formatted(more))
                + " both held the lock"
                + (scale.byIndex() ? "" : " from " + TimeText.at(c.from()))
                + length(c, " for ");
    }
}
