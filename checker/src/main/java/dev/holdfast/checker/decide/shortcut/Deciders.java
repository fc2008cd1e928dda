package dev.holdfast.checker.decide.shortcut;

import dev.holdfast.checker.decide.Decider;
import dev.holdfast.checker.subhistory.Subhistory;
import java.util.List;
import java.util.Optional;

/** The catalogue of shortcuts; a new one is one class and one line here. */
public final class Deciders {
    private static final List<Decider> ALL =
            List.of(
                    new MutexDecider(),
                    new OwnerMutexDecider(),
                    new RwLockDecider(),
                    new SemaphoreDecider(),
                    new HeldPermitDecider(),
                    RegisterDecider.ofRegister(),
                    RegisterDecider.ofAccount(),
                    new CounterDecider(),
                    new DecisionDecider(),
                    new SetDecider(),
                    new QueueDecider(),
                    new FifoQueueDecider(),
                    new BankDecider(),
                    new TokenDecider(),
                    new GuardDecider());

    private Deciders() {}

    /**
     * All shortcuts in order of preference. Their names are different. One that is for a subhistory
     * may still be undecided, which it finds out in nearly linear time.
     */
    public static List<Decider> all() {
        return ALL;
    }

    /** The shortcut called {@code name}. */
    public static Optional<Decider> find(String name) {
        return ALL.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    /** The first shortcut that is for {@code subhistory}. */
    public static Optional<Decider> forSubhistory(Subhistory subhistory) {
        return ALL.stream().filter(d -> d.isFor(subhistory)).findFirst();
    }
}
