package dev.holdfast.cli;

import dev.holdfast.report.RunSummary;
import dev.holdfast.run.Environments;
import dev.holdfast.run.RunFolder;
import dev.holdfast.run.Runs;
import java.io.PrintWriter;
import java.nio.file.Files;
import picocli.CommandLine.Model.CommandSpec;

/** What commands that run something share: output, the runs, and a tidy end on Ctrl-C. */
final class Session implements AutoCloseable {
    private final CommandSpec spec;
    private final boolean quiet;
    private final Console console;
    private final Runs runs;
    private final Thread hook;
    private volatile Runnable interrupted;

    Session(CommandSpec spec, Common common, Environments environments) {
        this.spec = spec;
        this.quiet = common.quiet();
        this.console = new Console(spec.commandLine().getErr(), quiet);
        Logging.start(common.verbose());
        this.runs = new Runs(common.store(), console, environments);
        this.interrupted = this::abort;
        this.hook = new Thread(() -> interrupted.run(), "interrupt");
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

    /** What is to be done on Ctrl-C, instead of ending the runs and saying what they leave. */
    void onInterrupt(Runnable action) {
        interrupted = action;
    }

    /** Prints the outcome of a run and where everything is. */
    void tell(RunSummary summary, RunFolder folder) {
        console.endLine();
        Printing.tell(spec, summary, folder, quiet);
    }

    private void abort() {
        for (RunFolder folder : runs.abort()) {
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
