package dev.holdfast.run;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Environment;
import dev.holdfast.impl.agent.AgentJournal;
import dev.holdfast.record.Recorder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what agents write down of their protocol's steps, and adds it to the history.
 *
 * <p>A step is in the history some time after it was taken: its place there says no more than that.
 */
final class JournalWatch implements AutoCloseable {
    /** What a step is called in a history. */
    static final String STEP = "step";

    /** What has happened to an agent at a point: its end, or that a thread stands, or goes on. */
    private static final Set<String> AT_POINT = Set.of("halt", "held", "freed");

    private static final long LOOK_MILLIS = 50;

    private final List<AgentJournal> journals;
    private final Recorder recorder;
    private final List<String> failures = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts to watch; agents that play in no protocol have nothing to say.
     *
     * @param atOnce whether to read what they write as they do; else when this is closed
     */
    JournalWatch(Environment environment, Recorder recorder, boolean atOnce) {
        this.journals =
                environment.agents().stream()
                        .map(AgentNode::journal)
                        .map(AgentJournal::new)
                        .toList();
        this.recorder = recorder;
        this.thread = new Thread(this::watch, "journals");
        thread.setDaemon(true);
        if (atOnce) {
            thread.start();
        }
    }

    private void watch() {
        try {
            while (!closed) {
                Thread.sleep(LOOK_MILLIS);
                look();
            }
        } catch (InterruptedException | Recorder.ClosedException e) {
            // The run is over.
        }
    }

    private synchronized void look() {
        for (AgentJournal journal : journals) {
            try {
                journal.more().forEach(this::write);
            } catch (IOException e) {
                String failure = "a journal cannot be read: " + e.getMessage();
                if (!failures.contains(failure)) {
                    failures.add(failure);
                }
            }
        }
    }

    private void write(AgentJournal.Line line) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("node", line.node());
        value.put("life", (long) line.life());
        value.put("n", line.n());
        value.put("step", line.step());
        if (AT_POINT.contains(line.state())) {
            recorder.nemesis(line.state(), value, null);
            return;
        }
        value.put("state", line.state());
        if (line.of() >= 0) {
            value.put("begun", line.of());
        }
        value.put("payment", line.payment());
        value.put("who", line.who());
        if (!line.detail().isEmpty()) {
            value.put("detail", line.detail());
        }
        recorder.nemesis(STEP, value, null);
    }

    /** What could not be read, one line each. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** Adds what is there by now, and stops. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        thread.interrupt();
        try {
            look();
        } catch (Recorder.ClosedException e) {
            // The run was ended from outside.
        }
    }
}
