package dev.holdfast.report.experiment;

import dev.holdfast.report.view.SafeText;
import java.util.List;

/**
 * All that the page of an experiment says. Every text is bounded and made visible here; the
 * renderer only escapes.
 *
 * @param name of the experiment, as on the command line
 * @param title what is asked
 * @param answer what was found, in one sentence
 * @param claim what the article says, word for word or as its formula
 * @param facts how it was measured
 * @param plots in order; none stands for another
 * @param tables in order
 * @param missed what the claim leaves out, a sentence or two each
 * @param notes what limits these numbers
 * @param environment what ran, with versions
 * @param files what else lies beside the page
 * @param reproduce the command that does it again
 */
public record ExperimentPage(
        String name,
        String title,
        String answer,
        String claim,
        List<Fact> facts,
        List<Plot> plots,
        List<Table> tables,
        List<String> missed,
        List<String> notes,
        List<String> environment,
        List<String> files,
        String reproduce) {

    public ExperimentPage {
        name = SafeText.name(name);
        title = SafeText.line(title);
        answer = SafeText.text(answer);
        claim = SafeText.text(claim);
        facts = List.copyOf(facts);
        plots = List.copyOf(plots);
        tables = List.copyOf(tables);
        missed = missed.stream().map(SafeText::text).toList();
        notes = notes.stream().map(SafeText::text).toList();
        environment = environment.stream().map(SafeText::line).toList();
        files = files.stream().map(SafeText::name).toList();
        reproduce = SafeText.text(reproduce);
    }

    /** A name and a value. */
    public record Fact(String name, String value) {
        public Fact {
            name = SafeText.name(name);
            value = SafeText.line(value);
        }
    }
}
