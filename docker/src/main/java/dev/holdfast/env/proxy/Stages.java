package dev.holdfast.env.proxy;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of toxic does to a stream; each as Toxiproxy 2.12.0 does it, with its oddities.
 */
final class Stages {
    private Stages() {}

    /** Lets everything pass: a toxic that its toxicity spared this connection. */
    static final class Pass extends Stage {
        Pass(Toxic toxic) {
            super(toxic);
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            removed(next);
            return NEVER;
        }
    }

    /**
     * Each chunk leaves {@code latency} ms (± jitter) after it came. Chunks overtake nobody and
     * wait in parallel, so throughput is kept; the end has no delay of its own.
     */
    static final class Latency extends Stage {
        private final SplittableRandom random;
        private @Nullable Chunk drawnFor;
        private long jitterNs;

        Latency(Toxic toxic) {
            super(toxic);
            random = new SplittableRandom(toxic.name().hashCode());
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            Chunk chunk;
            while ((chunk = waiting().peek()) != null) {
                long delayNs = chunk.isEnd() ? 0 : millisNs("latency") + jitterNs(chunk);
                long restNs = chunk.stampNs() + delayNs - nowNs;
                if (restNs > 0) {
                    return restNs;
                }
                take();
                emit(chunk.at(chunk.stampNs() + delayNs), next);
            }
            return NEVER;
        }

        private long jitterNs(Chunk chunk) {
            if (drawnFor != chunk) {
                drawnFor = chunk;
                long jitter = millisNs("jitter");
                jitterNs = jitter <= 0 ? 0 : random.nextLong(2 * jitter) - jitter;
            }
            return jitterNs;
        }
    }

    /**
     * Drops all data; ends the connection after {@code timeout} ms without a chunk (0: never). The
     * end passes. Its removal ends the connection.
     */
    static final class Timeout extends Stage {
        private long lastNs;
        private boolean started;

        Timeout(Toxic toxic) {
            super(toxic);
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            if (!started) {
                started = true;
                lastNs = nowNs;
            }
            Chunk chunk;
            while ((chunk = take()) != null) {
                if (chunk.isEnd()) {
                    emit(chunk, next);
                }
                lastNs = nowNs;
            }
            long timeoutNs = millisNs("timeout");
            if (timeoutNs <= 0 || hasEnded()) {
                return NEVER;
            }
            long restNs = lastNs + timeoutNs - nowNs;
            if (restNs > 0) {
                return restNs;
            }
            end(nowNs, next);
            return NEVER;
        }

        @Override
        void removed(ChunkQueue next) {
            end(0, next);
        }
    }

    /** At most {@code rate} KB (1000 bytes) per second, in pieces of 100 ms; 0 blocks. */
    static final class Bandwidth extends Stage {
        private static final long PIECE_MS = 100;
        private long freeNs;
        private boolean started;

        Bandwidth(Toxic toxic) {
            super(toxic);
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            long rate = Math.min(toxic().attribute("rate"), 1L << 40);
            Chunk chunk;
            while ((chunk = waiting().peek()) != null) {
                if (chunk.isEnd()) {
                    take();
                    emit(chunk, next);
                    continue;
                }
                if (rate <= 0) {
                    return NEVER;
                }
                if (!started || freeNs - chunk.stampNs() < 0) {
                    started = true;
                    freeNs = chunk.stampNs();
                }
                int piece = (int) Math.min(chunk.length(), rate * PIECE_MS);
                long doneNs = freeNs + piece * 1_000_000L / rate;
                if (doneNs - nowNs > 0) {
                    return doneNs - nowNs;
                }
                freeNs = doneNs;
                take();
                emit(chunk.head(piece), next);
                if (piece < chunk.length()) {
                    waiting().putBack(chunk.tail(piece));
                }
            }
            return NEVER;
        }
    }

    /**
     * Cuts chunks by halving until no piece exceeds {@code average_size} + {@code size_variation},
     * with {@code delay} µs (not ms) after each piece.
     */
    static final class Slicer extends Stage {
        private final SplittableRandom random;
        private final ChunkQueue pieces = new ChunkQueue();
        private long freeNs;
        private boolean started;

        Slicer(Toxic toxic) {
            super(toxic);
            random = new SplittableRandom(toxic.name().hashCode());
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            if (!started) {
                started = true;
                freeNs = nowNs;
            }
            while (true) {
                if (freeNs - nowNs > 0) {
                    return pieces.isEmpty() && waiting().isEmpty() ? NEVER : freeNs - nowNs;
                }
                if (pieces.isEmpty()) {
                    Chunk chunk = take();
                    if (chunk == null) {
                        return NEVER;
                    }
                    slice(chunk);
                }
                Chunk piece = pieces.poll();
                if (piece != null) {
                    emit(piece, next);
                    freeNs = nowNs + 1000 * Math.max(0, toxic().attribute("delay"));
                }
            }
        }

        @Override
        void removed(ChunkQueue next) {
            Chunk piece;
            while ((piece = pieces.poll()) != null) {
                emit(piece, next);
            }
            super.removed(next);
        }

        private void slice(Chunk chunk) {
            long variation = Math.max(0, toxic().attribute("size_variation"));
            long most = Math.max(1, Math.max(0, toxic().attribute("average_size")) + variation);
            if (chunk.length() <= most) {
                pieces.add(chunk);
                return;
            }
            long middle = chunk.length() / 2;
            if (variation > 0) {
                middle += random.nextLong(2 * variation) - variation;
            }
            int cut = (int) Math.max(1, Math.min(middle, chunk.length() - 1L));
            slice(chunk.head(cut));
            slice(chunk.tail(cut));
        }
    }

    /** Data pass; the end waits {@code delay} ms. */
    static final class SlowClose extends Stage {
        private boolean closing;
        private long closeNs;

        SlowClose(Toxic toxic) {
            super(toxic);
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            Chunk chunk;
            while ((chunk = waiting().peek()) != null) {
                if (chunk.isEnd()) {
                    if (!closing) {
                        closing = true;
                        closeNs = nowNs + millisNs("delay");
                    }
                    if (closeNs - nowNs > 0) {
                        return closeNs - nowNs;
                    }
                }
                take();
                emit(chunk, next);
            }
            return NEVER;
        }
    }

    /**
     * Ends the connection {@code timeout} ms after the first chunk; by a reset if the connection
     * was opened after the toxic was added (see {@link Connection}).
     */
    static final class ResetPeer extends Stage {
        private boolean triggered;
        private long closeNs;

        ResetPeer(Toxic toxic) {
            super(toxic);
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            while (take() != null) {
                if (!triggered) {
                    triggered = true;
                    closeNs = nowNs + millisNs("timeout");
                }
            }
            if (!triggered || hasEnded()) {
                return NEVER;
            }
            if (closeNs - nowNs > 0) {
                return closeNs - nowNs;
            }
            end(nowNs, next);
            return NEVER;
        }
    }

    /** Ends the connection after {@code bytes} bytes. */
    static final class LimitData extends Stage {
        private long passed;

        LimitData(Toxic toxic) {
            super(toxic);
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            Chunk chunk;
            while ((chunk = take()) != null) {
                if (chunk.isEnd()) {
                    emit(chunk, next);
                    continue;
                }
                long rest = Math.max(0, toxic().attribute("bytes") - passed);
                int count = (int) Math.min(rest, chunk.length());
                if (count > 0) {
                    emit(chunk.head(count), next);
                    passed += count;
                }
                if (count == rest) {
                    end(nowNs, next);
                }
            }
            return NEVER;
        }
    }

    /** Keeps everything, the end too, until it is removed. */
    static final class Blackhole extends Stage {
        Blackhole(Toxic toxic) {
            super(toxic);
        }

        @Override
        long step(long nowNs, ChunkQueue next) {
            return NEVER;
        }
    }
}
