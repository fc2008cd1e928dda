package dev.holdfast.checker.io;

import dev.holdfast.checker.history.OpType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events of one chunk in columns, before their place in the history is known, and how far the
 * chunk could be read. Lines are counted from 0 at the chunk's first.
 */
final class EventBatch {
    private static final int BYTES_PER_EVENT = 90;

    int count;
    int[] line;
    long[] index;
    long[] time;
    int[] process;
    OpType[] type;
    String[] f;
    @Nullable Object[] value;
    @Nullable String[] error;

    /** How many bytes were understood; the rest is the beginning of an event. */
    int consumedBytes;

    /** How many newlines are among them. */
    int consumedLines;

    /** What is wrong after the last event, or null. */
    @Nullable String complaint;

    int complaintLine;

    /** Whether the complaint is about one event, and not about the text. */
    boolean isAboutEvent;

    /** The bracket that ends the list which this chunk opens, or 0. */
    char opened;

    /** The closing bracket that stands in this chunk outside of all events, or 0. */
    char closed;

    int closedLine;

    EventBatch(int bytes) {
        int capacity = 4 + bytes / BYTES_PER_EVENT;
        line = new int[capacity];
        index = new long[capacity];
        time = new long[capacity];
        process = new int[capacity];
        type = new OpType[capacity];
        f = new String[capacity];
        value = new @Nullable Object[capacity];
        error = new @Nullable String[capacity];
    }

    /** Whether the chunk held nothing but blanks and comments. */
    boolean isBlank() {
        return count == 0 && complaint == null && opened == 0 && closed == 0;
    }

    void add(
            int atLine,
            long anIndex,
            long aTime,
            int aProcess,
            OpType aType,
            String anF,
            @Nullable Object aValue,
            @Nullable String anError) {
        if (count == line.length) {
            grow();
        }
        line[count] = atLine;
        index[count] = anIndex;
        time[count] = aTime;
        process[count] = aProcess;
        type[count] = aType;
        f[count] = anF;
        value[count] = aValue;
        error[count++] = anError;
    }

    private void grow() {
        int capacity = 2 * count;
        line = Arrays.copyOf(line, capacity);
        index = Arrays.copyOf(index, capacity);
        time = Arrays.copyOf(time, capacity);
        process = Arrays.copyOf(process, capacity);
        type = Arrays.copyOf(type, capacity);
        f = Arrays.copyOf(f, capacity);
        value = Arrays.copyOf(value, capacity);
        error = Arrays.copyOf(error, capacity);
    }

    /** Notes what is wrong with the event that starts at {@code atLine}. */
    void refuseEvent(int atLine, String what) {
        complaint = what;
        complaintLine = atLine;
        isAboutEvent = true;
    }

    /** Notes what is wrong with the text at {@code atLine}. */
    void refuseText(int atLine, String what) {
        complaint = what;
        complaintLine = atLine;
        isAboutEvent = false;
    }
}
