package dev.holdfast.env.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process of this machine, told apart from any other that gets the same number later.
 *
 * @param pid the number
 * @param start when it started: on Linux the boot's id and the clock ticks since then, which no
 *     change of the wall clock moves; elsewhere milliseconds since 1970
 */
public record ProcessId(long pid, String start) {

    private static final int START_FIELD = 19;

    /** The process that has this number now, if there is one. */
    public static Optional<ProcessId> of(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> start(handle).map(start -> new ProcessId(pid, start)));
    }

    /** Whether it still runs (a zombie does not). */
    public boolean isAlive() {
        return state() != 'Z' && of(pid).filter(this::equals).isPresent();
    }

    private static Optional<String> start(ProcessHandle handle) {
        Path stat = Path.of("/proc", Long.toString(handle.pid()), "stat");
        if (Files.isReadable(stat)) {
            try {
                String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
                return Optional.of(boot + "/" + fields(stat).get(START_FIELD));
            } catch (IOException | IndexOutOfBoundsException e) {
                return Optional.empty();
            }
        }
        return handle.info().startInstant().map(instant -> Long.toString(instant.toEpochMilli()));
    }

    /** The fields of a stat file from the state on: the command before may hold anything. */
    static List<String> fields(Path stat) throws IOException {
        String text = Files.readString(stat);
        return List.of(text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1));
    }

    /** The state letter on Linux, {@code ?} where unknown. */
    private char state() {
        try {
            return fields(Path.of("/proc", Long.toString(pid), "stat")).get(0).charAt(0);
        } catch (IOException e) {
            return '?';
        }
    }
}
