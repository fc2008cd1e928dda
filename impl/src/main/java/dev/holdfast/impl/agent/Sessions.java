package dev.holdfast.impl.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One thread per session, made at its first call and kept: some implementations know a holder by
 * its thread. A session that hangs keeps nobody else waiting.
 */
final class Sessions {

    private static final int SESSIONS_MAX = 4096;

    private final Map<Integer, ExecutorService> threads = new HashMap<>();

    /** The thread of this session; empty if there are too many. */
    synchronized Optional<Executor> of(int session) {
        ExecutorService thread = threads.get(session);
        if (thread == null && threads.size() < SESSIONS_MAX) {
            thread =
                    Executors.newSingleThreadExecutor(
                            task -> {
                                Thread created = new Thread(task, "session-" + session);
                                created.setDaemon(true);
                                return created;
                            });
            threads.put(session, thread);
        }
        return Optional.ofNullable(thread);
    }
}
