package dev.holdfast.checker.generate;

import dev.holdfast.checker.model.AccountModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An account whose writes replace the version that their process saw, each by a new one. */
final class LiveAccount extends LiveObject {
    private final Plan plan;
    private Object version;
    private Object before;
    private long unique;

    LiveAccount(AccountModel model, Plan plan) {
        this.plan = plan;
        this.version = model.start();
        this.before = version;
    }

    @Override
    Call next(int process, SplittableRandom random) {
        return random.nextDouble() < plan.readShare() ? nextRead(random) : write();
    }

    private Call write() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("from", version);
        value.put("to", "v" + ++unique);
        return Call.update("write", value);
    }

    @Override
    Call nextRead(SplittableRandom random) {
        return Call.read("read", null);
    }

    @Override
    Answer perform(int process, Call call, long now) {
        if (!(call.argument() instanceof Map<?, ?> value)) {
            return Answer.ok(Map.of("version", version));
        }
        if (!version.equals(value.get("from"))) {
            return Answer.fail(value, "version conflict");
        }
        Object to = value.get("to");
        before = version;
        version = to == null ? version : to;
        return Answer.ok(value);
    }

    @Override
    int scenes(HistoryKind kind) {
        return 2;
    }

    /** A version is replaced; then it is replaced again, or, flipped, read again. */
    @Override
    @Nullable Call forge(HistoryKind kind, int scene, int process) {
        return scene == 1 && kind == HistoryKind.FLIPPED_RESULT ? Call.read("read", null) : write();
    }

    @Override
    Answer performForged(HistoryKind kind, int scene, int process, Call call, long now) {
        if (kind == HistoryKind.LATE_LOST_UPDATE) {
            return scene == 0 ? Answer.ok(call.argument()) : perform(process, call, now);
        }
        return scene == 1 ? Answer.ok(Map.of("version", before)) : perform(process, call, now);
    }
}
