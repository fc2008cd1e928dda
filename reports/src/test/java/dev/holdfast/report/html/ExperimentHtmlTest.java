package dev.holdfast.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.report.Hostile;
import dev.holdfast.report.Xml;
import dev.holdfast.report.experiment.Plot;
import dev.holdfast.report.experiment.Plot.Axis;
import dev.holdfast.report.experiment.Plot.Point;
import dev.holdfast.report.experiment.Plot.Series;
import dev.holdfast.report.experiment.Plot.Source;
import dev.holdfast.report.experiment.Plot.Unit;
import dev.holdfast.report.experiment.SamplePage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ExperimentHtmlTest {
    static List<String> hostile() {
        return Hostile.STRINGS;
    }

    @Test
    void saysEverythingAndLoadsNothing() throws Exception {
        String page = ExperimentHtml.render(SamplePage.with("the thing itself"));
        Document parsed = Xml.parse(page);
        assertEquals("the thing itself", Xml.byId(parsed, "command").getTextContent());
        assertTrue(page.contains("default-src 'none'"), "nothing from outside");
        Set<String> ids = new HashSet<>();
        for (Element e : Xml.all(parsed)) {
            assertTrue(e.getAttribute("href").isEmpty() && e.getAttribute("src").isEmpty());
            String id = e.getAttribute("id");
            assertTrue(id.isEmpty() || ids.add(id), "id " + id + " stands twice");
        }
        for (Element e : Xml.all(parsed)) {
            for (String id : e.getAttribute("aria-labelledby").split(" ")) {
                assertTrue(id.isEmpty() || ids.contains(id), "nothing has the id " + id);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileValuesStayText(String s) throws Exception {
        String page = ExperimentHtml.render(SamplePage.with(s));
        Set<String> unknown = names(Xml.parse(page));
        unknown.removeAll(names(Xml.parse(ExperimentHtml.render(SamplePage.with("harmless")))));
        assertEquals(Set.of(), unknown, "elements and attributes that came from a value");
        assertTrue(page.length() < 300_000, page.length() + " characters");
        for (int i = 0; i < page.length(); i++) {
            char c = page.charAt(i);
            boolean bad = c < ' ' && c != '\n' || Xml.isInvisible(page, i);
            assertFalse(bad, "character %04x at %d".formatted((int) c, i));
        }
    }

    @Test
    void writesTheSamePageEverywhere() throws Exception {
        String here = ExperimentHtml.render(SamplePage.with("x"));
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(here, ExperimentHtml.render(SamplePage.with("x")));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** From 0 % at the bottom to 100 % at the top, and from zero on the left. */
    @Test
    void aPointStandsWhereItsNumbersSay() {
        String svg =
                PlotSvg.draw(
                        new Plot(
                                "t",
                                "c",
                                new Axis("x", Unit.NUMBER),
                                new Axis("y", Unit.SHARE),
                                List.of(
                                        new Series(
                                                "s",
                                                Source.MEASURED,
                                                0,
                                                List.of(
                                                        new Point(0, 0, 0, 0.5),
                                                        Point.of(10, 1))))),
                        "p");
        assertTrue(svg.contains("points=\"58.0,296.0 604.2,12.0\""), svg);
        assertTrue(svg.contains("x1=\"58\" y1=\"296\" x2=\"58\" y2=\"154\" class=\"bar\""), svg);
        assertTrue(svg.contains(">50 %</text>"), svg);
    }

    @Test
    void pointsOutsideTheirIntervalAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Point(1, 2, 2.5, 3));
        assertThrows(IllegalArgumentException.class, () -> Point.of(1, Double.NaN));
    }

    /** Leaves a page behind to be looked at. */
    @Test
    void samplesToLookAt() throws Exception {
        Path dir = Files.createDirectories(Path.of("target/pages"));
        ExperimentHtml.render(SamplePage.with("Some words"), dir.resolve("experiment.html"));
        assertTrue(Files.size(dir.resolve("experiment.html")) < 100_000);
    }

    private static Set<String> names(Document page) {
        Set<String> names = new HashSet<>();
        for (Element e : Xml.all(page)) {
            for (int i = 0; i < e.getAttributes().getLength(); i++) {
                names.add(e.getTagName() + " " + e.getAttributes().item(i).getNodeName());
            }
            names.add(e.getTagName());
        }
        return names;
    }
}
