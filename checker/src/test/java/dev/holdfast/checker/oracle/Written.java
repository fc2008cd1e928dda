package dev.holdfast.checker.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The values that tiny clients write: few ones again and again, or each only once. */
final class Written {
    final boolean isUnique;
    final List<Long> values = new ArrayList<>();

    Written(SplittableRandom seed) {
        isUnique = seed.nextBoolean();
    }

    static long few(SplittableRandom random) {
        return 1 + random.nextInt(3);
    }

    long next(SplittableRandom random) {
        long value = isUnique ? 1 + values.size() : few(random);
        values.add(value);
        return value;
    }

    /** One of those, or now and then another, or nil. */
    @Nullable Long any(SplittableRandom random) {
        int dice = random.nextInt(12);
        if (dice == 0) {
            return null;
        }
        return dice == 1 || values.isEmpty()
                ? few(random)
                : values.get(random.nextInt(values.size()));
    }
}
