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

    /** The verdict, the proof, and where the report is. */
    static void tell(CommandSpec spec, RunSummary summary, RunFolder folder) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            TextReport.render(summary, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println("report: " + folder.report());
        out.flush();
    }
}
