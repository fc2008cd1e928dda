package dev.holdfast.checker.model;

import java.util.List;

/** The catalogue of models; a new one is one file and one line here. */
public final class Models {
    private static final List<Model<?>> ALL =
            List.of(
                    new OwnerMutexModel(1, false),
                    new OwnerMutexModel(1, true),
                    new OwnerMutexModel(Integer.MAX_VALUE, false),
                    new OwnerMutexModel(Integer.MAX_VALUE, true),
                    new TokenModel(),
                    new GuardedStorageModel(),
                    RegisterModel.ofAccount());

    private Models() {}

    /** All models, each with its one-line {@link Model#summary}. */
    public static List<Model<?>> all() {
        return ALL;
    }
}
