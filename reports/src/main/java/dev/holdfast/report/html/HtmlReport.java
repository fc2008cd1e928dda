package dev.holdfast.report.html;

import dev.holdfast.checker.history.History;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.view.ReportView;
import dev.holdfast.report.view.Timeline;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The page of one run: a single file that opens from disk, loads nothing, and is complete without
 * scripts.
 *
 * <p>It is well-formed XML as well as HTML. Values from the history are escaped by the template
 * engine or by {@link Svg}, after {@link dev.holdfast.report.view.SafeText} has bounded them. Its
 * size does not depend on the history's: pictures show a bounded part. May be called from any
 * thread.
 */
public final class HtmlReport {
    private static final Configuration TEMPLATES = templates();

    /** A picture, drawn, as the template gets it. */
    public record Picture(Timeline timeline, TemplateHTMLOutputModel svg) {}

    private HtmlReport() {}

    /**
     * Writes the page to {@code file} as UTF-8, replacing what was there.
     *
     * @throws IOException if it cannot be written
     */
    public static void render(RunSummary summary, History history, Path file) throws IOException {
        StringBuilder page = new StringBuilder();
        render(summary, history, page);
        Files.writeString(file, page, StandardCharsets.UTF_8);
    }

    /**
     * Appends the page to {@code out}.
     *
     * @throws IOException if {@code out} does
     */
    public static void render(RunSummary summary, History history, Appendable out)
            throws IOException {
        out.append(page(ReportView.of(summary, history)));
    }

    private static String page(ReportView view) throws IOException {
        StringWriter page = new StringWriter(65_536);
        try {
            List<Picture> pictures = new ArrayList<>();
            for (Timeline timeline : view.timelines()) {
                String svg = TimelineSvg.draw(timeline, "t" + (pictures.size() + 1));
                pictures.add(new Picture(timeline, HTMLOutputFormat.INSTANCE.fromMarkup(svg)));
            }
            template("report.ftlh").process(Map.of("view", view, "pictures", pictures), page);
        } catch (TemplateException e) {
            throw new IllegalStateException("the report's template does not fit its view", e);
        }
        return page.toString();
    }

    /** A template of this package. */
    static Template template(String name) throws IOException {
        return TEMPLATES.getTemplate(name);
    }

    private static Configuration templates() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(HtmlReport.class, "");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        return configuration;
    }
}
