package dev.holdfast.checker.generate;

import dev.holdfast.checker.history.Keyword;
import dev.holdfast.checker.model.MultiRegisterModel;
import dev.holdfast.checker.model.Nil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Registers that transactions of up to three reads and writes are about. */
final class LiveMultiRegister extends LiveObject {
    private static final List<String> NAMES = List.of("x", "y", "z");
    private static final Keyword READ = new Keyword("read");
    private static final Keyword WRITE = new Keyword("write");

    private final Plan plan;
    private final Map<String, Object> values = new HashMap<>();
    private long unique;

    LiveMultiRegister(MultiRegisterModel model, Plan plan) {
        this.plan = plan;
        model.start()
                .forEach(
                        (name, value) -> {
                            if (value != Nil.NIL) {
                                values.put(name, value);
                            }
                        });
        this.unique = plan.values();
    }

    @Override
    Call next(int process, SplittableRandom random) {
        List<Object> accesses = new ArrayList<>();
        boolean isRead = true;
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            boolean reads = random.nextDouble() < plan.readShare();
            accesses.add(reads ? access(READ, name, null) : access(WRITE, name, some(random)));
            isRead &= reads;
        }
        return new Call("txn", Collections.unmodifiableList(accesses), isRead);
    }

    private Long some(SplittableRandom random) {
        return plan.values() == 0 ? ++unique : 1 + random.nextInt(plan.values());
    }

    private static List<@Nullable Object> access(
            Keyword kind, String name, @Nullable Object value) {
        return Collections.unmodifiableList(Arrays.asList(kind, new Keyword(name), value));
    }

    @Override
    Call nextRead(SplittableRandom random) {
        return Call.read(
                "txn", List.of(access(READ, NAMES.get(random.nextInt(NAMES.size())), null)));
    }

    @Override
    Answer perform(int process, Call call, long now) {
        List<Object> seen = new ArrayList<>();
        for (Object item : (List<?>) Objects.requireNonNull(call.argument())) {
            List<?> access = (List<?>) item;
            String name = ((Keyword) access.get(1)).name();
            if (access.get(0).equals(WRITE)) {
                values.put(name, access.get(2));
            }
            seen.add(access((Keyword) access.get(0), name, values.get(name)));
        }
        return Answer.ok(Collections.unmodifiableList(seen));
    }

    @Override
    int scenes(HistoryKind kind) {
        return 3;
    }

    @Override
    Call forge(HistoryKind kind, int scene, int process) {
        return scene < 2
                ? Call.update("txn", List.of(access(WRITE, "x", ++unique)))
                : Call.read("txn", List.of(access(READ, "x", null)));
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (kind == HistoryKind.LATE_LOST_UPDATE) {
            return scene == 1 ? Answer.ok(call.argument()) : perform(process, call, now);
        }
        return scene == 2
                ? Answer.ok(List.of(access(READ, "x", unique - 1)))
                : perform(process, call, now);
    }
}
