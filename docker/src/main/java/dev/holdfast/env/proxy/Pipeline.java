package dev.holdfast.env.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The stages of one stream, one behind the other in the order in which their toxics were added.
 *
 * <p>A pure state machine over chunks and times, so that it can be tested without sockets, threads
 * or waiting. Not thread-safe.
 */
final class Pipeline {
    private final SplittableRandom random;
    private final ChunkQueue out = new ChunkQueue();
    private List<Stage> stages = List.of();
    private List<Toxic> inForce = List.of();

    /**
     * @param seed decides which toxics of toxicity below 1 spare this connection
     */
    Pipeline(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Takes over the toxics that are in force from now on. */
    void sync(List<Toxic> toxics) {
        if (toxics == inForce) {
            return;
        }
        inForce = toxics;
        Map<Long, Stage> old = new HashMap<>();
        for (Stage stage : stages) {
            old.put(stage.toxic().id(), stage);
        }
        List<Stage> now = new ArrayList<>();
        for (Toxic toxic : toxics) {
            Stage stage = old.remove(toxic.id());
            if (stage == null) {
                stage = newStage(toxic);
            } else {
                stage.update(toxic);
            }
            now.add(stage);
        }
        // From the last to the first: what an early stage gives up goes behind what a later one
        // gave up.
        for (int i = stages.size() - 1; i >= 0; i--) {
            Stage stage = stages.get(i);
            if (old.containsKey(stage.toxic().id())) {
                stage.removed(nextKept(i, now));
            }
        }
        stages = now;
    }

    private ChunkQueue nextKept(int removed, List<Stage> kept) {
        for (int i = removed + 1; i < stages.size(); i++) {
            if (kept.contains(stages.get(i))) {
                return stages.get(i).waiting();
            }
        }
        // Stages that are new in this very change stand behind all old ones.
        for (Stage stage : kept) {
            if (!stages.contains(stage)) {
                return stage.waiting();
            }
        }
        return out;
    }

    private Stage newStage(Toxic toxic) {
        boolean spared = toxic.toxicity() < 1 && random.nextDouble() >= toxic.toxicity();
        return spared ? new Stages.Pass(toxic) : toxic.type().newStage(toxic);
    }

    /** Puts {@code chunk} at the beginning. */
    void offer(Chunk chunk) {
        (stages.isEmpty() ? out : stages.get(0).waiting()).add(chunk);
    }

    /**
     * Moves everything that is due.
     *
     * @return nanoseconds until something more will be due, or {@link Stage#NEVER}
     */
    long advance(long nowNs) {
        long wake = Stage.NEVER;
        for (int i = 0; i < stages.size(); i++) {
            ChunkQueue next = i + 1 < stages.size() ? stages.get(i + 1).waiting() : out;
            wake = Math.min(wake, stages.get(i).step(nowNs, next));
        }
        return wake;
    }

    /** What has passed all stages. */
    ChunkQueue out() {
        return out;
    }

    long heldBytes() {
        long bytes = out.bytes();
        for (Stage stage : stages) {
            bytes += stage.waiting().bytes();
        }
        return bytes;
    }

    int heldChunks() {
        int chunks = out.size();
        for (Stage stage : stages) {
            chunks += stage.waiting().size();
        }
        return chunks;
    }

    /** No stage, and nothing on its way. */
    boolean isIdle() {
        return stages.isEmpty() && out.isEmpty();
    }
}
