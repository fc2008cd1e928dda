package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.subhistory.Subhistory;
import java.util.Arrays;

/** Numbers the processes of a subhistory from 0 in the order in which they first appear. */
final class ProcessTable {
    private static final int GOLDEN = 0x9E3779B9;

    private int[] processes = new int[64];
    private int[] slots = new int[256];
    private int size;

    private ProcessTable() {}

    /** The number of the process of each call. */
    static int[] numbers(Subhistory h) {
        ProcessTable table = new ProcessTable();
        int[] numbers = new int[h.calls()];
        for (int call = 0; call < numbers.length; call++) {
            numbers[call] = table.add(h.process(call));
        }
        return numbers;
    }

    /**
     * Whether no process acts again after a call of unknown outcome: then it is dead for sure, and
     * what it holds it never gives back. Histories are so; weakened ones need not be. O(calls).
     */
    static boolean retires(Subhistory h) {
        if (h.isRecorded()) {
            return true;
        }
        ProcessTable dead = new ProcessTable();
        for (int call = 0; call < h.calls(); call++) {
            if (dead.size > 0 && dead.has(h.process(call))) {
                return false;
            }
            if (h.isOptional(call)) {
                dead.add(h.process(call));
            }
        }
        return true;
    }

    private boolean has(int process) {
        return slots[slot(process)] != 0;
    }

    private int add(int process) {
        int slot = slot(process);
        if (slots[slot] == 0) {
            if (2 * (size + 1) > slots.length) {
                slots = new int[2 * slots.length];
                for (int i = 0; i < size; i++) {
                    slots[slot(processes[i])] = i + 1;
                }
                slot = slot(process);
            }
            if (size == processes.length) {
                processes = Arrays.copyOf(processes, 2 * size);
            }
            processes[size++] = process;
            slots[slot] = size;
        }
        return slots[slot] - 1;
    }

    private int slot(int process) {
        int mask = slots.length - 1;
        int slot = ((process * GOLDEN) >>> 7) & mask;
        while (slots[slot] != 0 && processes[slots[slot] - 1] != process) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
