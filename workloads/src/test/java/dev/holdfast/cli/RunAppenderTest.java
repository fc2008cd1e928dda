package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class RunAppenderTest {
    private final ListAppender<ILoggingEvent> suite = list();
    private final RunAppender logs = new RunAppender(suite);

    private static ListAppender<ILoggingEvent> list() {
        ListAppender<ILoggingEvent> list = new ListAppender<>();
        list.start();
        return list;
    }

    private void log(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setMessage(message);
        logs.doAppend(event);
    }

    private static List<String> lines(ListAppender<ILoggingEvent> appender) {
        return appender.list.stream().map(ILoggingEvent::getMessage).toList();
    }

    private static void join(Thread thread) throws InterruptedException {
        thread.start();
        thread.join(10_000);
        assertFalse(thread.isAlive());
    }

    @Test
    void aLineBelongsToTheRunWhoseThreadLoggedIt() throws Exception {
        logs.start();
        ListAppender<ILoggingEvent> one = list();
        ListAppender<ILoggingEvent> two = list();
        CountDownLatch bothRun = new CountDownLatch(2);
        Thread first = run(one, "1", bothRun);
        Thread second = run(two, "2", bothRun);
        first.start();
        second.start();
        first.join(10_000);
        second.join(10_000);
        log("nobody's");
        assertEquals(List.of("run 1", "client of 1"), lines(one));
        assertEquals(List.of("run 2", "client of 2"), lines(two));
        assertEquals(List.of("nobody's"), lines(suite));
    }

    private Thread run(ListAppender<ILoggingEvent> mine, String name, CountDownLatch bothRun) {
        return new Thread(
                () -> {
                    logs.enter(mine);
                    bothRun.countDown();
                    try {
                        bothRun.await();
                        log("run " + name);
                        join(new Thread(() -> log("client of " + name)));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    @Test
    void whatIsLeftOfARunThatEndedIsTheSuites() throws Exception {
        logs.start();
        ListAppender<ILoggingEvent> one = list();
        CountDownLatch ended = new CountDownLatch(1);
        Thread late =
                startedWithin(
                        one,
                        () -> {
                            try {
                                ended.await();
                                log("late");
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        logs.leave();
        log("after");
        ended.countDown();
        late.join(10_000);
        assertEquals(List.of(), lines(one));
        assertEquals(List.of("after", "late"), lines(suite));
        assertFalse(one.isStarted(), "its file stays open");
    }

    private Thread startedWithin(ListAppender<ILoggingEvent> run, Runnable task) {
        logs.enter(run);
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    @Test
    void aPoolThatServesAllRunsBelongsToNone() {
        logs.start();
        ListAppender<ILoggingEvent> one = list();
        logs.enter(one);
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            pool.submit(() -> log("pooled")).join();
        } finally {
            pool.shutdownNow();
        }
        assertEquals(List.of(), lines(one));
        assertEquals(List.of("pooled"), lines(suite));
    }
}
