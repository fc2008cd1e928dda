package dev.holdfast.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Gives each run of a suite the lines that its own threads log: the thread that runs it, and those
 * that this one starts. What anybody else logs is the suite's.
 *
 * <p>Threads of the common pool serve all runs, whoever happened to start them, so their lines are
 * the suite's too. So are those of a run that has ended.
 */
final class RunAppender extends AppenderBase<ILoggingEvent> {
    private final Appender<ILoggingEvent> suite;

    @SuppressWarnings("ThreadLocalUsage") // it ends with the suite
    private final InheritableThreadLocal<@Nullable Appender<ILoggingEvent>> run =
            new InheritableThreadLocal<>();

    /** With the log of those who belong to no run. */
    RunAppender(Appender<ILoggingEvent> suite) {
        this.suite = suite;
    }

    /** From now on this thread and those that it starts belong to the run with this log. */
    void enter(Appender<ILoggingEvent> log) {
        run.set(log);
    }

    /** This thread belongs to no run any more, and the log of its last one is closed. */
    void leave() {
        Appender<ILoggingEvent> log = run.get();
        run.remove();
        if (log != null) {
            log.stop();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        boolean isShared = Thread.currentThread() instanceof ForkJoinWorkerThread;
        Appender<ILoggingEvent> mine = isShared ? null : run.get();
        (mine == null || !mine.isStarted() ? suite : mine).doAppend(event);
    }

    @Override
    public void stop() {
        super.stop();
        suite.stop();
    }
}
