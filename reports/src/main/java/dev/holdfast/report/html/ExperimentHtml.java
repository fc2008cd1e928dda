package dev.holdfast.report.html;

import dev.holdfast.report.experiment.ExperimentPage;
import dev.holdfast.report.experiment.Plot;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.TemplateException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The page of one experiment, made as {@link HtmlReport} makes that of a run: one file that loads
 * nothing, well-formed as XML, everything in it escaped. May be called from any thread.
 */
public final class ExperimentHtml {
    private ExperimentHtml() {}

    /** A plot, drawn, as the template gets it. */
    public record Picture(Plot plot, TemplateHTMLOutputModel svg, List<Key> keys) {}

    /** An entry of a plot's legend. */
    public record Key(String name, TemplateHTMLOutputModel svg) {}

    /**
     * Writes the page to {@code file} as UTF-8, replacing what was there.
     *
     * @throws IOException if it cannot be written
     */
    public static void render(ExperimentPage page, Path file) throws IOException {
        Files.writeString(file, render(page), StandardCharsets.UTF_8);
    }

    /** The page's text. */
    public static String render(ExperimentPage page) throws IOException {
        StringWriter out = new StringWriter(65_536);
        List<Picture> pictures = new ArrayList<>();
        for (Plot plot : page.plots()) {
            pictures.add(picture(plot, "plot-" + (pictures.size() + 1)));
        }
        try {
            HtmlReport.template("experiment.ftlh")
                    .process(Map.of("page", page, "pictures", pictures), out);
        } catch (TemplateException e) {
            throw new IllegalStateException("the experiment's template does not fit its page", e);
        }
        return out.toString();
    }

    private static Picture picture(Plot plot, String id) throws IOException {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < plot.series().size(); i++) {
            keys.add(new Key(plot.series().get(i).name(), markup(PlotSvg.key(plot, i))));
        }
        return new Picture(plot, markup(PlotSvg.draw(plot, id)), List.copyOf(keys));
    }

    private static TemplateHTMLOutputModel markup(String svg) throws IOException {
        try {
            return HTMLOutputFormat.INSTANCE.fromMarkup(svg);
        } catch (TemplateException e) {
            throw new IllegalStateException("a picture is no markup", e);
        }
    }
}
