package dev.holdfast.cli;

import dev.holdfast.report.RunSummary;
import dev.holdfast.report.text.TextReport;
import dev.holdfast.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Model.CommandSpec;

/** How commands print an outcome. */
final class Printing {
    private Printing() {}

    /**
     * The verdict, the proof, and where the report is; if quiet only the verdict and how to get it
     * again, and the report of what is not valid.
     */
    static void tell(CommandSpec spec, RunSummary summary, RunFolder folder, boolean quiet) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (quiet) {
                TextReport.brief(summary, out);
            } else {
                TextReport.render(summary, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!quiet || !summary.word().equals("valid")) {
            out.println("report: " + folder.report());
        }
        out.flush();
    }
}
