package dev.holdfast.report.text;

import dev.holdfast.checker.history.History;
import dev.holdfast.report.RunSummary;
import dev.holdfast.report.view.OpRow;
import dev.holdfast.report.view.ReportView;
import dev.holdfast.report.view.ReportView.CheckRow;
import dev.holdfast.report.view.SafeText;
import dev.holdfast.report.view.Why;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Runs as JUnit XML, as build servers read it: one suite per run, one test case per check.
 *
 * <p>A promise broken is a failure, one that could not be decided an error. What is said about a
 * promise that the subject does not make is printed and passes. Where the run as a whole is not
 * valid though no check says so, as when coverage was missed, a test case {@code run} is in error:
 * a green suite always means a verdict of valid. May be called from any thread.
 */
public final class JunitXml {
    private final XMLStreamWriter xml;

    private JunitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Appends one run.
     *
     * @throws IOException if {@code out} does
     */
    public static void render(RunSummary summary, Appendable out) throws IOException {
        render(List.of(summary), out);
    }

    /**
     * Appends several runs.
     *
     * @throws IOException if {@code out} does
     */
    public static void render(List<RunSummary> summaries, Appendable out) throws IOException {
        renderCases(
                summaries.stream().map(summary -> Run.judged(suiteName(summary), summary)).toList(),
                out);
    }

    /**
     * One run among several, and how it is to be told.
     *
     * @param name the suite's name
     * @param summary the outcome; empty if there is none because the rig failed
     * @param failure what is wrong with the run as a whole, whatever its checks say; may be empty
     * @param passes whether it passes whatever its checks say, as what was expected does
     * @param millis how long it took
     */
    public record Run(
            String name,
            Optional<RunSummary> summary,
            String failure,
            boolean passes,
            long millis) {

        /** A run told by its verdict. */
        public static Run judged(String name, RunSummary summary) {
            return judged(name, summary, "");
        }

        /** A run told by its verdict, with a failure of the run as a whole beside it. */
        public static Run judged(String name, RunSummary summary, String failure) {
            return new Run(name, Optional.of(summary), failure, false, summary.durationMillis());
        }

        /** A run that passes: what its checks found is printed. */
        public static Run passed(String name, RunSummary summary) {
            return new Run(name, Optional.of(summary), "", true, summary.durationMillis());
        }

        /** A run whose rig failed. */
        public static Run failed(String name, String why, long millis) {
            return new Run(name, Optional.empty(), why, false, millis);
        }
    }

    /**
     * Appends several runs, each told in its own way.
     *
     * @throws IOException if {@code out} does
     */
    public static void renderCases(List<Run> runs, Appendable out) throws IOException {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            JunitXml writer = new JunitXml(xml);
            for (Run run : runs) {
                writer.suite(run);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
        out.append(text.getBuffer()).append('\n');
    }

    /** What a test case says: nothing, or a kind with a message and a text. */
    private record Outcome(String element, String message, String text) {
        /** The same as something that is only printed. */
        Outcome told() {
            return new Outcome("system-out", "", message.isEmpty() ? text : message + "\n" + text);
        }
    }

    private record Case(String name, String seconds, Optional<Outcome> outcome) {}

    private void suite(Run run) throws XMLStreamException {
        List<Case> cases = cases(run);
        String name = SafeText.line(run.name());
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        if (run.summary().isPresent()) {
            xml.writeAttribute("timestamp", SafeText.name(run.summary().get().startedAt()));
        }
        xml.writeAttribute("tests", Integer.toString(cases.size()));
        xml.writeAttribute("failures", count(cases, "failure"));
        xml.writeAttribute("errors", count(cases, "error"));
        xml.writeAttribute("skipped", "0");
        xml.writeAttribute("time", seconds((double) run.millis()));
        if (run.summary().isPresent()) {
            properties(ReportView.of(run.summary().get(), History.of(List.of())));
        }
        for (Case testCase : cases) {
            testCase(name, testCase);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static List<Case> cases(Run run) {
        String time = seconds((double) run.millis());
        if (run.summary().isEmpty()) {
            Outcome error = new Outcome("error", SafeText.line("failed: " + run.failure()), "");
            return List.of(new Case("run", time, Optional.of(error)));
        }
        RunSummary summary = run.summary().get();
        List<Case> cases =
                new ArrayList<>(cases(summary, ReportView.of(summary, History.of(List.of()))));
        if (run.passes()) {
            cases.replaceAll(c -> new Case(c.name(), c.seconds(), c.outcome().map(Outcome::told)));
        }
        if (!run.failure().isEmpty()) {
            Outcome failure = new Outcome("failure", SafeText.line(run.failure()), "");
            cases.add(new Case("expectation", time, Optional.of(failure)));
        }
        return cases;
    }

    private static List<Case> cases(RunSummary summary, ReportView view) {
        List<Case> cases = new ArrayList<>();
        boolean told = false;
        for (int i = 0; i < view.checks().size(); i++) {
            CheckRow row = view.checks().get(i);
            Optional<Outcome> outcome = outcome(row, view);
            told |= outcome.isPresent() && !outcome.get().element().equals("system-out");
            double took = summary.checks().get(i).tookMillis();
            cases.add(new Case(row.name(), seconds(took), outcome));
        }
        if (!told && !view.bar().word().equals("valid")) {
            StringBuilder misses = new StringBuilder();
            for (ReportView.CoverageRow row : view.coverage()) {
                if (!row.met()) {
                    misses.append(
                            "%s: %d of %d\n".formatted(row.what(), row.reached(), row.needed()));
                }
            }
            String message = view.bar().word() + ": " + view.bar().sentence();
            cases.add(
                    new Case(
                            "run",
                            seconds((double) summary.durationMillis()),
                            Optional.of(new Outcome("error", message, misses + again(view)))));
        }
        return cases;
    }

    private static Optional<Outcome> outcome(CheckRow row, ReportView view) {
        if (row.word().equals("valid")) {
            return Optional.empty();
        }
        if (!row.promised()) {
            String note = "%s, but this is not promised: %s".formatted(row.word(), row.says());
            return Optional.of(new Outcome("system-out", "", note));
        }
        if (row.word().equals("unknown")) {
            return Optional.of(new Outcome("error", row.says(), again(view)));
        }
        StringBuilder text = new StringBuilder();
        view.whys().stream()
                .filter(why -> why.promised() && why.check().equals(row.name()))
                .findFirst()
                .ifPresent(why -> why(why, text));
        return Optional.of(new Outcome("failure", row.says(), text + again(view)));
    }

    private static void why(Why why, StringBuilder text) {
        text.append(why.argumentText()).append("\n\n");
        for (OpRow op : why.ops()) {
            String error = op.error().isEmpty() ? "" : " -- " + op.error();
            text.append(
                    "#%d %s process %s %s %s %s%s\n"
                            .formatted(
                                    op.index(),
                                    op.time(),
                                    op.process(),
                                    op.type(),
                                    op.f(),
                                    op.value(),
                                    error));
        }
        text.append('\n');
    }

    private static String again(ReportView view) {
        return "Reproduce: " + view.reproduce() + "\n";
    }

    private void properties(ReportView view) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("properties");
        property("verdict", view.bar().word());
        property("grade", view.bar().grade());
        for (ReportView.Fact fact : view.bar().facts()) {
            property(fact.name().toLowerCase(Locale.ROOT), fact.value());
        }
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeCharacters("\n      ");
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", name);
        xml.writeAttribute("value", value);
    }

    private void testCase(String suite, Case testCase) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", suite);
        xml.writeAttribute("name", testCase.name());
        xml.writeAttribute("time", testCase.seconds());
        if (testCase.outcome().isPresent()) {
            Outcome outcome = testCase.outcome().get();
            xml.writeStartElement(outcome.element());
            if (!outcome.message().isEmpty()) {
                xml.writeAttribute("message", outcome.message());
            }
            xml.writeCharacters(outcome.text());
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String suiteName(RunSummary s) {
        String faults = s.faults().isEmpty() ? "none" : String.join("+", s.faults());
        return SafeText.line(s.subject() + "-" + s.workload() + "-" + faults);
    }

    private static String count(List<Case> cases, String element) {
        return Long.toString(
                cases.stream()
                        .flatMap(c -> c.outcome().stream())
                        .filter(outcome -> outcome.element().equals(element))
                        .count());
    }

    private static String seconds(double millis) {
        return String.format(Locale.ROOT, "%.3f", Double.isFinite(millis) ? millis / 1000 : 0.0);
    }
}
