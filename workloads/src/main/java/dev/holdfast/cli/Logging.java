package dev.holdfast.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where log lines go: into the run's {@code holdfast.log}, and to standard error if asked for. */
final class Logging {
    private static final String PATTERN = "%date{ISO8601} %-5level %logger{0} %msg%n";
    private static final String FILE = "file";

    private Logging() {}

    /** Silences the libraries, or shows them on standard error. */
    static void start(boolean verbose) {
        LoggerContext context = context();
        context.reset();
        Logger root = root(context);
        root.setLevel(verbose ? Level.INFO : Level.WARN);
        context.getLogger("dev.holdfast").setLevel(Level.INFO);
        if (verbose) {
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setTarget("System.err");
            root.addAppender(started(context, console));
        }
    }

    /** From now on into this file instead of the one before. */
    static void into(Path file) {
        LoggerContext context = context();
        FileAppender<ILoggingEvent> appender = file(context, file);
        appender.setName(FILE);
        Logger root = root(context);
        root.detachAppender(FILE);
        root.addAppender(appender);
    }

    /** From now on into this file, but for those who are given a file of their own. */
    static RunAppender shared(Path file) {
        LoggerContext context = context();
        RunAppender appender = new RunAppender(file(context, file));
        appender.setName(FILE);
        appender.setContext(context);
        appender.start();
        Logger root = root(context);
        root.detachAppender(FILE);
        root.addAppender(appender);
        return appender;
    }

    /** A log that nobody writes to yet. */
    static FileAppender<ILoggingEvent> file(Path file) {
        return file(context(), file);
    }

    private static FileAppender<ILoggingEvent> file(LoggerContext context, Path file) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        return started(context, appender);
    }

    private static <A extends OutputStreamAppender<ILoggingEvent>> A started(
            LoggerContext context, A appender) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
