package dev.holdfast.checker.oracle;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Random histories of a few operations, valid and invalid in good shares. */
final class TinyHistories {
    static final long MILLI = 1_000_000;

    /** What an operation asks and how it ends; filled in by the kind of history. */
    interface Script {
        /** The value of a new invocation of {@code f}, or null if the process should not. */
        @Nullable Map<String, Object> invoke(Tiny t, int process, String f);

        /** The completion of {@code invocation}. */
        Op complete(Tiny t, Op invocation);
    }

    /** A history being made. */
    static final class Tiny {
        final SplittableRandom random;
        final List<Op> ops = new ArrayList<>();
        final Map<Integer, Integer> held = new LinkedHashMap<>();
        final List<Object> versions = new ArrayList<>(List.of("initial"));
        long time;
        int token;
        int made;

        Tiny(SplittableRandom random) {
            this.random = random;
        }

        boolean chance(double p) {
            return random.nextDouble() < p;
        }

        <T> T pick(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        Op op(int process, OpType type, String f, Object value, @Nullable String error) {
            return new Op(ops.size(), time, process, type, f, value, error);
        }
    }

    private TinyHistories() {}

    /**
     * At most {@code most} operations by up to four clients; {@code step} ns at most between two.
     */
    static History make(SplittableRandom random, Script script, List<String> fs, int most) {
        Tiny t = new Tiny(random);
        int clients = 1 + random.nextInt(4);
        int[] process = new int[clients];
        Op[] open = new Op[clients];
        for (int i = 0; i < clients; i++) {
            process[i] = i;
        }
        int left = most - random.nextInt(1 + most / 2);
        boolean cut = random.nextInt(4) == 0;
        for (int guard = 0; guard < 200; guard++) {
            int c = random.nextInt(clients);
            t.time += random.nextInt(3) * MILLI;
            if (open[c] == null && left > 0) {
                String f = t.pick(fs);
                Map<String, Object> value = script.invoke(t, process[c], f);
                if (value != null) {
                    open[c] = t.op(process[c], OpType.INVOKE, f, value, null);
                    t.ops.add(open[c]);
                    left--;
                }
            } else if (open[c] != null) {
                Op end = script.complete(t, open[c]);
                t.ops.add(end);
                open[c] = null;
                if (end.type() == OpType.INFO) {
                    process[c] += 10;
                }
            } else if (cut || !anyOpen(open)) {
                break;
            }
        }
        return History.of(t.ops);
    }

    private static boolean anyOpen(Op[] open) {
        for (Op op : open) {
            if (op != null) {
                return true;
            }
        }
        return false;
    }

    /** Acquires and releases of one lock, perhaps with tokens and leases of 0 to 8 ms. */
    record Locks(boolean tokens, boolean leases, double lies) implements Script {
        @Override
        public Map<String, Object> invoke(Tiny t, int process, String f) {
            boolean holds = t.held.getOrDefault(process, 0) > 0;
            boolean wantsRelease = f.equals("release");
            return holds == wantsRelease || t.chance(0.15)
                    ? new LinkedHashMap<>(Map.of("lock", "l", "agent", "a" + process))
                    : null;
        }

        @Override
        public Op complete(Tiny t, Op in) {
            double dice = t.random.nextDouble();
            boolean lie = t.chance(in.f().equals("release") ? Math.min(lies, 0.15) : lies);
            if (dice < 0.12) {
                return t.op(in.process(), OpType.INFO, in.f(), in.value(), "lost");
            }
            if (in.f().equals("release")) {
                boolean holds = t.held.getOrDefault(in.process(), 0) > 0;
                if (holds) {
                    t.held.merge(in.process(), -1, Integer::sum);
                }
                boolean ok = holds != lie;
                return t.op(
                        in.process(),
                        ok ? OpType.OK : OpType.FAIL,
                        in.f(),
                        in.value(),
                        ok ? null : "not held");
            }
            boolean taken =
                    t.held.entrySet().stream()
                            .anyMatch(e -> e.getValue() > 0 && e.getKey() != in.process());
            if (taken != lie) {
                return t.op(in.process(), OpType.FAIL, in.f(), in.value(), "not acquired");
            }
            t.held.merge(in.process(), 1, Integer::sum);
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("lock", "l");
            value.put("agent", "a" + in.process());
            if (tokens) {
                t.token += t.chance(1 - lies) ? 1 : t.random.nextInt(3) - 1;
                value.put("token", (long) t.token);
            }
            if (leases && !t.chance(0.1)) {
                value.put("lease-ms", (long) t.random.nextInt(9));
            }
            return t.op(in.process(), OpType.OK, in.f(), value, null);
        }
    }

    /** Reads and writes with unique versions; {@code blind} is the share of writes without from. */
    record Versions(double blind, double lies) implements Script {
        @Override
        public Map<String, Object> invoke(Tiny t, int process, String f) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("account", "x");
            if (f.equals("write")) {
                if (!t.chance(blind)) {
                    value.put("from", recent(t));
                }
                value.put("to", "p-" + ++t.made);
            }
            return value;
        }

        private Object recent(Tiny t) {
            if (t.chance(0.02)) {
                return "p-99";
            }
            return t.chance(lies) ? t.pick(t.versions) : t.versions.get(t.versions.size() - 1);
        }

        @Override
        public Op complete(Tiny t, Op in) {
            double dice = t.random.nextDouble();
            if (in.f().equals("read")) {
                if (dice < 0.1) {
                    return t.op(in.process(), OpType.INFO, "read", in.value(), "lost");
                }
                Map<String, Object> value = new LinkedHashMap<>();
                value.put("account", "x");
                value.put("version", recent(t));
                return t.op(in.process(), OpType.OK, "read", value, null);
            }
            Object from = in.get("from");
            boolean fits = from == null || from.equals(t.versions.get(t.versions.size() - 1));
            boolean lie = t.chance(lies);
            if (fits != lie && t.chance(0.9)) {
                t.versions.add(in.get("to"));
            }
            OpType type = dice < 0.2 ? OpType.INFO : fits != lie ? OpType.OK : OpType.FAIL;
            return t.op(in.process(), type, "write", in.value(), type == OpType.OK ? null : "no");
        }
    }

    /** Reads and writes with tokens from 1 to 4. */
    record Tokens(double lies) implements Script {
        @Override
        public Map<String, Object> invoke(Tiny t, int process, String f) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("account", "x");
            value.put("token", 1L + t.random.nextInt(4));
            return value;
        }

        @Override
        public Op complete(Tiny t, Op in) {
            long token = in.number("token");
            if (t.chance(0.15)) {
                t.token = t.chance(0.5) ? (int) Math.max(t.token, token) : t.token;
                return t.op(in.process(), OpType.INFO, in.f(), in.value(), "lost");
            }
            boolean accepted = token >= t.token != t.chance(lies);
            if (accepted) {
                t.token = (int) Math.max(t.token, token);
                boolean changed = t.chance(0.1);
                return t.op(
                        in.process(),
                        changed ? OpType.FAIL : OpType.OK,
                        in.f(),
                        in.value(),
                        changed ? "changed meanwhile" : null);
            }
            return t.op(in.process(), OpType.FAIL, in.f(), in.value(), "stale token " + token);
        }
    }
}
