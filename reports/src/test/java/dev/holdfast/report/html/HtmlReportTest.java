package dev.holdfast.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.History;
import dev.holdfast.report.Hostile;
import dev.holdfast.report.SampleRun;
import dev.holdfast.report.Xml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {
    private static final Set<String> ELEMENTS_OF_A_SAMPLE = new HashSet<>();

    static List<String> hostile() {
        return Hostile.STRINGS;
    }

    @Test
    void saysTheVerdictTheProofAndHowToReproduceIt() throws Exception {
        Document page = Xml.parse(page(SampleRun.invalid()));
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains("both held pay-1 for 214 ms from 18.166 s"), text);
        assertTrue(text.contains("both held it, 214 ms"), "the picture names the overlap");
        assertTrue(text.contains("pause agent-1"), "the picture names the fault");
        assertTrue(text.contains("refused: a second holder"), "the model's last step");
        assertEquals(
                "./holdfast test --subject redis-seed --workload lock --faults pause"
                        + " --time-limit 30s --seed 42",
                Xml.byId(page, "command").getTextContent());
    }

    @Test
    void everyLinkInsideLeadsSomewhereAndNoneLeadsOutside() throws Exception {
        Document page = Xml.parse(page(SampleRun.invalid()));
        Set<String> ids = new HashSet<>();
        for (Element e : Xml.all(page)) {
            String id = e.getAttribute("id");
            assertTrue(id.isEmpty() || ids.add(id), "id " + id + " stands twice");
        }
        int links = 0;
        for (Element e : Xml.all(page)) {
            for (String name : List.of("href", "src", "action", "xlink:href")) {
                String target = e.getAttribute(name);
                if (!target.isEmpty()) {
                    links++;
                    assertTrue(target.startsWith("#") && ids.contains(target.substring(1)), target);
                }
            }
        }
        assertTrue(links >= 12, links + " links");
    }

    @Test
    void picturesHaveNamesAndDescriptions() throws Exception {
        Document page = Xml.parse(page(SampleRun.invalid()));
        int pictures = 0;
        for (Element e : Xml.all(page)) {
            if (e.getAttribute("role").equals("img")) {
                pictures++;
                for (String id : e.getAttribute("aria-labelledby").split(" ")) {
                    assertFalse(Xml.byId(page, id).getTextContent().isBlank(), id);
                }
            }
        }
        assertEquals(1, pictures, "belief and resource share one picture");
    }

    @Test
    void forbidsEverythingFromOutside() throws Exception {
        assertTrue(
                page(SampleRun.valid())
                        .contains(
                                "default-src 'none'; img-src data:; style-src 'unsafe-inline';"
                                        + " script-src 'unsafe-inline'"));
    }

    @Test
    void anEmptyHistoryHasNoPicture() throws Exception {
        String page = page(SampleRun.unknown());
        Xml.parse(page);
        assertFalse(page.contains("class=\"timeline\""));
        assertTrue(page.contains("The search limit of 10 s was reached."));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileValuesStayText(String s) throws Exception {
        SampleRun.Run run = Hostile.run(s);
        String page = page(run);
        assertTrue(page.length() < 600_000, page.length() + " characters");
        Document parsed = Xml.parse(page);
        if (ELEMENTS_OF_A_SAMPLE.isEmpty()) {
            ELEMENTS_OF_A_SAMPLE.addAll(names(Xml.parse(page(Hostile.run("harmless")))));
        }
        Set<String> unknown = names(parsed);
        unknown.removeAll(ELEMENTS_OF_A_SAMPLE);
        assertEquals(Set.of(), unknown, "elements and attributes that came from a value");
        assertEquals(1, parsed.getElementsByTagName("script").getLength());
        for (int i = 0; i < page.length(); i++) {
            char c = page.charAt(i);
            boolean bad = c < ' ' && c != '\n' || Xml.isInvisible(page, i);
            assertFalse(bad, "character %04x at %d".formatted((int) c, i));
        }
    }

    @Test
    void aLongHistoryMakesASmallPageThatSaysWhatItLeavesOut(@TempDir Path dir) throws Exception {
        SampleRun.Run run = SampleRun.longRun(200_000);
        Path file = dir.resolve("report.html");
        HtmlReport.render(run.summary(), run.history(), file);
        assertTrue(Files.size(file) < 400_000, Files.size(file) + " bytes");
        String text = Xml.parse(Files.readString(file)).getDocumentElement().getTextContent();
        assertTrue(text.contains("Drawn one by one are the 150 of 5592 tenures of pay-0"), text);
        assertTrue(text.contains("more begin here, not drawn one by one"));
    }

    @Test
    void writesTheSamePageEverywhere() throws Exception {
        String here = page(SampleRun.invalid());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(here, page(SampleRun.invalid()), "a decimal comma breaks a picture");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Leaves pages behind to be looked at, for whoever works on how they look. */
    @Test
    void samplesToLookAt() throws Exception {
        Path dir = Files.createDirectories(Path.of("target/pages"));
        for (SampleRun.Run run :
                List.of(SampleRun.invalid(), SampleRun.valid(), SampleRun.unknown())) {
            Path file = dir.resolve(run.summary().word() + ".html");
            HtmlReport.render(run.summary(), run.history(), file);
            assertTrue(Files.size(file) < 100_000, Files.size(file) + " bytes");
        }
        SampleRun.Run hostile = Hostile.run("</script><b>\"'&\u202e");
        HtmlReport.render(hostile.summary(), hostile.history(), dir.resolve("hostile.html"));
        SampleRun.Run crowded = SampleRun.crowded(20);
        HtmlReport.render(crowded.summary(), crowded.history(), dir.resolve("crowded.html"));
        SampleRun.Run longRun = SampleRun.longRun(200_000);
        HtmlReport.render(longRun.summary(), longRun.history(), dir.resolve("long.html"));
    }

    private static String page(SampleRun.Run run) throws IOException {
        StringBuilder out = new StringBuilder();
        History history = run.history();
        HtmlReport.render(run.summary(), history, out);
        return out.toString();
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
