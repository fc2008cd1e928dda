package dev.holdfast.cli;

import dev.holdfast.report.RunSummary;
import dev.holdfast.run.RunFolder;
import dev.holdfast.run.Runs;
import java.io.PrintWriter;
import java.nio.file.Files;
import picocli.CommandLine.Model.CommandSpec;

/** What commands that run something share: output, the runs, and a tidy end on Ctrl-C. */
final class Session implements AutoCloseable {
    private final CommandSpec spec;
    private final Console console;
    private final Runs runs;
    private final Thread hook;

    Session(CommandSpec spec, Common common) {
        this.spec = spec;
        this.console = new Console(spec.commandLine().getErr(), common.quiet());
        Logging.start(common.verbose());
        this.runs = new Runs(common.store(), console);
        this.hook = new Thread(this::interrupted, "interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    Console console() {
        return console;
    }

    Runs runs() {
        return runs;
    }

    /** Prints the outcome of a run and where everything is. */
    void tell(RunSummary summary, RunFolder folder) {
        console.endLine();
        Printing.tell(spec, summary, folder);
    }

    private void interrupted() {
        RunFolder folder = runs.abort();
        if (folder != null) {
            console.endLine();
            console.say(
                    Files.exists(folder.history())
                            ? "interrupted; everything is stopped, and the history up to here can be"
                                    + " checked: holdfast analyze "
                                    + folder.path()
                            : "interrupted before the load began; everything is stopped");
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook is what ends it.
        }
    }
}
