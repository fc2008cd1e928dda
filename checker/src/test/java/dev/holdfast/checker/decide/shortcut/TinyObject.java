package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.model.AccountModel;
import dev.holdfast.checker.model.Bag;
import dev.holdfast.checker.model.BankModel;
import dev.holdfast.checker.model.CounterModel;
import dev.holdfast.checker.model.DecisionModel;
import dev.holdfast.checker.model.Fifo;
import dev.holdfast.checker.model.FifoQueueModel;
import dev.holdfast.checker.model.GuardedStorageModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.model.NilReads;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.QueueModel;
import dev.holdfast.checker.model.RegisterModel;
import dev.holdfast.checker.model.RwLockModel;
import dev.holdfast.checker.model.SemaphoreModel;
import dev.holdfast.checker.model.SetModel;
import dev.holdfast.checker.model.TokenModel;
import dev.holdfast.checker.model.WeightedSemaphoreModel;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The objects that shortcuts are compared on, with how their clients behave. */
enum TinyObject {
    MUTEX("mutex", new MutexModel(), false, 0.08, TinyScripts::lock),
    STRICT_MUTEX("mutex", new MutexModel(), true, 0.05, TinyScripts::lock),
    OWNER_MUTEX("owner-mutex", new OwnerMutexModel(1, false), false, 0.08, TinyScripts::lock),
    STRICT_OWNER_MUTEX("owner-mutex", new OwnerMutexModel(1, false), true, 0.05, TinyScripts::lock),
    FENCED_MUTEX("owner-mutex", new OwnerMutexModel(1, true), false, 0.08, TinyScripts::fenced),
    STRICT_FENCED_MUTEX(
            "owner-mutex", new OwnerMutexModel(1, true), true, 0.05, TinyScripts::fenced),
    REENTRANT_MUTEX("owner-mutex", new OwnerMutexModel(2, false), false, 0.08, TinyScripts::lock),
    REENTRANT_FENCED_MUTEX(
            "owner-mutex", new OwnerMutexModel(2, true), false, 0.08, TinyScripts::fenced),
    STRICT_REENTRANT_MUTEX(
            "owner-mutex", new OwnerMutexModel(2, true), true, 0.05, TinyScripts::fenced),
    RW_LOCK("rw-lock", new RwLockModel(), false, 0.2, TinyScripts::rwLock),
    STRICT_RW_LOCK("rw-lock", new RwLockModel(), true, 0.05, TinyScripts::rwLock),
    SEMAPHORE("semaphore", new SemaphoreModel(2), false, 0.15, TinyScripts::lock),
    STRICT_SEMAPHORE("semaphore", new SemaphoreModel(1), true, 0.05, TinyScripts::lock),
    WEIGHTED_SEMAPHORE(
            "weighted-semaphore", new WeightedSemaphoreModel(3), false, 0.1, TinyScripts::weighted),
    REGISTER(
            "unique-register",
            RegisterModel.standard(false),
            false,
            0.3,
            () -> new TinyScripts.Register(0)),
    CAS_REGISTER(
            "unique-register",
            new RegisterModel(0L, NilReads.INITIAL, true),
            false,
            0.12,
            () -> new TinyScripts.Register(0.5)),
    CAS_ONLY_REGISTER(
            "unique-register",
            new RegisterModel(0L, NilReads.ANY, true),
            false,
            0.12,
            () -> new TinyScripts.Register(0.9)),
    ACCOUNT("account", AccountModel.standard(), false, 0.12, TinyScripts.Account::new),
    COUNTER("unit-counter", new CounterModel(0, NilReads.ANY), false, 0.3, TinyScripts::counter),
    DECISION("decision", new DecisionModel(), false, 0.1, TinyScripts::decision),
    SET("grow-set", new SetModel(Bag.EMPTY, NilReads.INITIAL), false, 0.1, TinyScripts::set),
    QUEUE("queue", bag(), false, 0.1, () -> new TinyScripts.Queue(false, false, 0.06)),
    QUEUE_SEEN_EMPTY("queue", bag(), false, 0.15, () -> new TinyScripts.Queue(true, true, 0.06)),
    STRICT_QUEUE("queue", bag(), true, 0.2, () -> new TinyScripts.Queue(true, true, 0.06)),
    QUEUE_OF_FEW_VALUES("queue", bag(), false, 0.1, () -> new TinyScripts.Queue(false, true, 0.06)),
    FIFO_QUEUE("fifo-queue", fifo(), false, 0.08, () -> new TinyScripts.Queue(true, false, 0.06)),
    FIFO_QUEUE_SEEN_EMPTY(
            "fifo-queue", fifo(), false, 0.1, () -> new TinyScripts.Queue(true, true, 0.06)),
    LOSSY_QUEUE("queue", bag(), false, 0.2, () -> new TinyScripts.Queue(true, true, 0.2)),
    LOSSY_FIFO_QUEUE(
            "fifo-queue", fifo(), false, 0.15, () -> new TinyScripts.Queue(true, true, 0.2)),
    STRICT_FIFO_QUEUE(
            "fifo-queue", fifo(), true, 0.15, () -> new TinyScripts.Queue(true, true, 0.06)),
    BANK("bank", bank(false), false, 0.1, TinyScripts::bank),
    OVERDRAFT_BANK("bank", bank(true), false, 0.1, TinyScripts::bank),
    STRICT_BANK("bank", bank(false), true, 0.1, TinyScripts::bank),
    TOKENS("tokens", new TokenModel(), false, 0.5, TinyScripts::fenced),
    GUARDED_STORAGE("guarded-storage", new GuardedStorageModel(), true, 0.08, TinyScripts::guarded),
    LENIENT_GUARDED_STORAGE(
            "guarded-storage", new GuardedStorageModel(), false, 0.15, TinyScripts::guarded);

    final String decider;
    final Model<?> model;
    final boolean strict;
    final boolean hasNoCore;
    private final double lies;
    private final Supplier<TinyHistories.Script> script;

    TinyObject(
            String decider,
            Model<?> model,
            boolean strict,
            double lies,
            Supplier<TinyHistories.Script> script) {
        this.decider = decider;
        this.model = model;
        this.strict = strict;
        this.lies = lies;
        this.script = script;
        boolean isLock = !decider.equals("guarded-storage") && !decider.equals("tokens");
        this.hasNoCore =
                (strict && isLock) || decider.equals("mutex") || decider.equals("semaphore");
    }

    private static QueueModel bag() {
        return new QueueModel(Bag.EMPTY);
    }

    private static FifoQueueModel fifo() {
        return new FifoQueueModel(Fifo.EMPTY);
    }

    private static BankModel bank(boolean overdraft) {
        return new BankModel(new TreeMap<>(Map.of("0", 2L, "1", 1L)), overdraft);
    }

    /** Whether it only ever finds violations. */
    boolean isFilter() {
        return decider.equals("bank");
    }

    History make(SplittableRandom random, int most) {
        // Some histories without any lie are long and valid, some with many are short and not.
        double share = random.nextInt(3) == 0 ? 0 : lies;
        return TinyHistories.make(random, model, script.get(), share, most);
    }
}
