package dev.holdfast.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.verdict.Verdict;
import dev.holdfast.report.Hostile;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.SampleRun;
import dev.holdfast.report.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitXmlTest {

    static List<String> hostile() {
        return Hostile.STRINGS;
    }

    @Test
    void aBrokenPromiseFailsWithTheArgumentAndTheCommand() throws Exception {
        Document xml = xml(List.of(SampleRun.invalid().summary()));
        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertEquals("redis-seed-lock-pause", suite.getAttribute("name"));
        assertEquals("4", suite.getAttribute("tests"));
        assertEquals("2", suite.getAttribute("failures"));
        assertEquals("0", suite.getAttribute("errors"));
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertTrue(failure.getAttribute("message").contains("both believed"));
        assertTrue(failure.getTextContent().contains("cannot be held by both"));
        assertTrue(failure.getTextContent().contains("--seed 42"));
    }

    @Test
    void whatIsNotPromisedOnlyLeavesANote() throws Exception {
        Document xml = xml(List.of(SampleRun.invalid().summary()));
        Element note = (Element) xml.getElementsByTagName("system-out").item(0);
        assertEquals("tokens", ((Element) note.getParentNode()).getAttribute("name"));
        assertTrue(note.getTextContent().contains("not promised"));
    }

    @Test
    void unknownIsAnErrorAndNeverGreen() throws Exception {
        Document xml = xml(List.of(SampleRun.unknown().summary()));
        Element error = (Element) xml.getElementsByTagName("error").item(0);
        assertEquals("no acquire succeeded", error.getAttribute("message"));
    }

    @Test
    void missedCoverageIsAnErrorEvenWhereEveryCheckIsValid() throws Exception {
        RunSummary s = SampleRun.unknown().summary();
        RunSummary.Check valid =
                new RunSummary.Check("belief", "", true, new Verdict.Valid("2 acquires"), "", 1);
        RunSummary green =
                new RunSummary(
                        s.subject(),
                        s.workload(),
                        s.faults(),
                        s.seed(),
                        s.startedAt(),
                        s.durationMillis(),
                        s.environment(),
                        s.reproduce(),
                        s.word(),
                        s.grade(),
                        s.sentence(),
                        List.of(valid),
                        s.coverage(),
                        s.counts(),
                        s.notes());
        Document xml = xml(List.of(green, SampleRun.valid().summary()));
        Element error = (Element) xml.getElementsByTagName("error").item(0);
        assertEquals("run", ((Element) error.getParentNode()).getAttribute("name"));
        assertTrue(error.getTextContent().contains("acquires that succeeded during pause: 0 of 5"));
        Element second = (Element) xml.getElementsByTagName("testsuite").item(1);
        assertEquals("0", second.getAttribute("errors"));
        assertEquals("2", second.getAttribute("tests"));
    }

    @Test
    void whatWasExpectedPassesAndWhatFailedOrSurprisedDoesNot() throws Exception {
        StringBuilder out = new StringBuilder();
        JunitXml.renderCases(
                List.of(
                        JunitXml.Run.passed("broken as known", SampleRun.invalid().summary()),
                        JunitXml.Run.judged("kept", SampleRun.valid().summary(), "not caught"),
                        JunitXml.Run.failed("no server", "it did not start", 1500)),
                out);
        Document xml = Xml.parse(out.toString());
        Element known = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertEquals("broken as known", known.getAttribute("name"));
        assertEquals("0", known.getAttribute("failures"));
        assertTrue(known.getTextContent().contains("both believed"), known.getTextContent());
        Element surprise = (Element) xml.getElementsByTagName("testsuite").item(1);
        assertEquals("1", surprise.getAttribute("failures"));
        Element failure = (Element) surprise.getElementsByTagName("failure").item(0);
        assertEquals("not caught", failure.getAttribute("message"));
        Element failed = (Element) xml.getElementsByTagName("testsuite").item(2);
        assertEquals("1", failed.getAttribute("errors"));
        assertEquals("1.500", failed.getAttribute("time"));
        Element error = (Element) failed.getElementsByTagName("error").item(0);
        assertEquals("failed: it did not start", error.getAttribute("message"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileValuesStayText(String s) throws Exception {
        Document xml = xml(List.of(Hostile.run(s).summary()));
        assertEquals(1, xml.getElementsByTagName("failure").getLength());
        assertEquals(0, xml.getElementsByTagName("script").getLength());
    }

    private static Document xml(List<RunSummary> summaries) throws Exception {
        StringBuilder out = new StringBuilder();
        JunitXml.render(summaries, out);
        return Xml.parse(out.toString());
    }
}
