package dev.holdfast.checker.generate;

import dev.holdfast.checker.model.AccountModel;
import dev.holdfast.checker.model.BankModel;
import dev.holdfast.checker.model.CounterModel;
import dev.holdfast.checker.model.DecisionModel;
import dev.holdfast.checker.model.FifoQueueModel;
import dev.holdfast.checker.model.GuardedStorageModel;
import dev.holdfast.checker.model.IndependentModel;
import dev.holdfast.checker.model.LeaseLockModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.MultiRegisterModel;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.QueueModel;
import dev.holdfast.checker.model.RegisterModel;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.model.SemaphoreModel;
import dev.holdfast.checker.model.SetModel;
import dev.holdfast.checker.model.TokenModel;
import dev.holdfast.checker.model.WeightedSemaphoreModel;
import org.jspecify.annotations.Nullable;

/** Which live object plays which model, and how its operations name it. */
final class LiveObjects {
    private LiveObjects() {}

    /**
     * A new live object.
     *
     * @throws IllegalArgumentException if there is none for {@code model}
     */
    static LiveObject of(Model<?> model, Plan plan) {
        LiveObject lock = lockOrNull(model, plan);
        if (lock != null) {
            return lock;
        }
        if (model instanceof IndependentModel<?> independent) {
            return of(independent.model(), plan);
        } else if (model instanceof RegisterModel m) {
            return new LiveRegister(m, plan);
        } else if (model instanceof MultiRegisterModel m) {
            return new LiveMultiRegister(m, plan);
        } else if (model instanceof CounterModel m) {
            return new LiveCounter(m, plan);
        } else if (model instanceof SetModel) {
            return new LiveSet(plan);
        } else if (model instanceof QueueModel) {
            return new LiveQueue(plan, false);
        } else if (model instanceof FifoQueueModel) {
            return new LiveQueue(plan, true);
        } else if (model instanceof DecisionModel) {
            return new LiveDecision(plan);
        } else if (model instanceof BankModel m) {
            return new LiveBank(m, plan);
        } else if (model instanceof GuardedStorageModel) {
            return new LiveStorage(plan);
        } else if (model instanceof AccountModel m) {
            return new LiveAccount(m, plan);
        }
        throw new IllegalArgumentException(
                "no histories can be made up for model %s; expected one of the catalogue"
                        .formatted(model.name()));
    }

    private static @Nullable LiveObject lockOrNull(Model<?> model, Plan plan) {
        if (model instanceof MutexModel) {
            return new LiveSemaphore(1, plan);
        } else if (model instanceof SemaphoreModel m) {
            return new LiveSemaphore(m.permits(), plan);
        } else if (model instanceof WeightedSemaphoreModel m) {
            return new LiveWeightedSemaphore(m.permits());
        } else if (model instanceof OwnerMutexModel m) {
            return new LiveLock(m);
        } else if (model instanceof RwLockModel) {
            return new LiveRwLock(plan);
        } else if (model instanceof LeaseLockModel) {
            return new LiveLeaseLock();
        } else if (model instanceof TokenModel) {
            return new LiveTokens();
        }
        return null;
    }

    /**
     * How the operations of object {@code i} name it.
     *
     * @throws IllegalArgumentException if the plan has several objects and the model one only
     */
    static Naming naming(Model<?> model, Plan plan, int i) {
        if (model instanceof IndependentModel<?>) {
            return Naming.pair((long) i);
        }
        if (plan.partitions() == 1) {
            return Naming.BARE;
        }
        if (model instanceof BankModel || model instanceof MultiRegisterModel) {
            throw new IllegalArgumentException(
                    "%d objects of model %s; expected 1, or independent keys"
                            .formatted(plan.partitions(), model.name()));
        }
        if (model instanceof SemaphoreModel || model instanceof WeightedSemaphoreModel) {
            return Naming.map("semaphore", "s" + i, "permits");
        }
        if (model instanceof GuardedStorageModel || model instanceof AccountModel) {
            return Naming.map("account", "a" + i, "value");
        }
        boolean isLock = model.functions().contains("acquire");
        return isLock ? Naming.map("lock", "l" + i, "value") : Naming.map("key", "k" + i, "value");
    }
}
