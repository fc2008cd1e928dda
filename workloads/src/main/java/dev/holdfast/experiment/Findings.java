package dev.holdfast.experiment;

import dev.holdfast.report.experiment.Csv;
import dev.holdfast.report.experiment.ExperimentPage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came out of an experiment.
 *
 * @param page for people
 * @param data for whoever reckons on: tables by the name of their file
 */
public record Findings(ExperimentPage page, Map<String, Csv> data) {
    public Findings {
        data = new LinkedHashMap<>(data);
    }
}
