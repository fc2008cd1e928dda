package dev.holdfast.cli;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.record.Names;
import dev.holdfast.report.BadSummaryException;
import dev.holdfast.run.RunFailedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code holdfast}. */
@Command(
        name = "holdfast",
        description = {
            "Tests whether distributed locks keep their promises when processes pause, links are cut,"
                    + " servers die and replicas take over.",
            ""
        },
        footer = {
            "",
            "Example: prove that the seed's Redis lock is broken",
            "  holdfast test --subject redis-seed --workload lock --faults pause --time-limit 30s",
            "",
            "Exit codes: 0 valid, 1 invalid, 2 unknown, 254 bad arguments or input, 255 crash."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "holdfast 0.1.0",
        subcommands = {
            TestCommand.class,
            TestAllCommand.class,
            ScenarioCommand.class,
            AnalyzeCommand.class,
            CheckCommand.class,
            ModelsCommand.class,
            ConvertCommand.class,
            ReportCommand.class,
            ListCommand.class,
            SelftestCommand.class,
            ReplayCommand.class,
            ExperimentCommand.class,
            BenchCommand.class
        })
public final class Main implements Runnable {
    @Spec private CommandSpec spec;

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs a command; returns its exit code. */
    static int run(String... args) {
        CommandLine commands =
                new CommandLine(new Main())
                        .setOut(writer(System.out))
                        .setErr(writer(System.err))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setUsageHelpWidth(100)
                        .registerConverter(java.time.Duration.class, new Durations())
                        .setParameterExceptionHandler(Main::badArguments)
                        .setExecutionExceptionHandler(Main::failed);
        try {
            return commands.execute(args);
        } catch (Error e) {
            // Without this the process would end with 1, which means invalid.
            say(commands, "crashed: " + e);
            return ExitCode.CRASH;
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "no command; try test, scenario, list, or --help for all");
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static int badArguments(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        say(command, explained(e, command));
        return ExitCode.BAD_ARGUMENTS;
    }

    private static String explained(ParameterException e, CommandLine command) {
        String message =
                String.valueOf(e.getMessage())
                        .replaceFirst(" is not an? (long|int)$", " is not a whole number in range");
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return message;
        }
        String first = unmatched.getUnmatched().get(0);
        if (first.startsWith("-")) {
            return unknown("option", first, command.getCommandSpec().optionsMap().keySet());
        }
        return command.getParent() == null
                ? unknown("command", first, command.getSubcommands().keySet())
                : message;
    }

    private static String unknown(String noun, String name, Collection<String> known) {
        try {
            return Names.find(noun, name, known, n -> n);
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        boolean verbose = parsed.expandedArgs().contains("--verbose");
        if (verbose) {
            e.printStackTrace(command.getErr());
        }
        if (e instanceof IllegalArgumentException
                || e instanceof BadHistoryException
                || e instanceof BadSummaryException) {
            say(command, e.getMessage());
            return ExitCode.BAD_ARGUMENTS;
        }
        if (e instanceof RunFailedException || e instanceof EnvironmentException) {
            say(command, e.getMessage());
            return ExitCode.CRASH;
        }
        IOException io = e instanceof UncheckedIOException u ? u.getCause() : null;
        if (e instanceof IOException || io != null) {
            say(command, "cannot read or write: " + reason(io == null ? (IOException) e : io));
            return ExitCode.CRASH;
        }
        say(command, "crashed: " + e + (verbose ? "" : " (--verbose tells where)"));
        return ExitCode.CRASH;
    }

    /** Exceptions about files often say nothing but the file's name. */
    static String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() == null
                ? f.getFile() + " (" + f.getClass().getSimpleName() + ")"
                : String.valueOf(e.getMessage());
    }

    private static void say(CommandLine command, @Nullable String message) {
        say(command.getErr(), message);
    }

    /** One line about what went wrong, whatever the message holds. */
    static void say(PrintWriter err, @Nullable String message) {
        String line = String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
        err.println("holdfast: " + Plain.line(line));
    }
}
