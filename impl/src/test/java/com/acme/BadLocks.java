package com.acme;

import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import dev.holdfast.impl.lock.LockOptions;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.lock.Release;
import dev.holdfast.impl.topology.Endpoints;
import java.time.Duration;
import java.util.Optional;

/** Implementations that an agent must refuse in one line, and one that it must survive. */
public final class BadLocks {
    private BadLocks() {}

    /** Not a lock. */
    public static final class NotALock {}

    /** A lock without a constructor to call. */
    public static final class NoConstructor extends Base {
        public NoConstructor(String needed) {
            super(needed);
        }
    }

    /** A lock whose constructor throws. */
    public static final class ConstructorThrows extends Base {
        public ConstructorThrows() {
            super("");
            throw new IllegalStateException("no licence\nat all");
        }
    }

    /** A lock that cannot connect. */
    public static final class ConnectThrows extends Base {
        public ConnectThrows() {
            super("");
        }

        @Override
        public LockClient connect(Endpoints endpoints, LockOptions options) {
            throw new IllegalStateException("no quorum");
        }
    }

    /** A lock that connects to nothing. */
    public static final class ConnectsNull extends Base {
        public ConnectsNull() {
            super("");
        }

        @Override
        @SuppressWarnings("NullAway")
        public LockClient connect(Endpoints endpoints, LockOptions options) {
            return null;
        }
    }

    /** A lock whose name would leave its folder. */
    public static final class HostileName extends Base {
        public HostileName() {
            super("");
        }

        @Override
        public String name() {
            return "../../x<script>";
        }
    }

    /** A lock that prints where it must not, and whose calls throw. */
    public static final class Noisy extends Base {
        public Noisy() {
            super("");
            System.out.println("HOLDFAST-AGENT READY 1");
        }

        @Override
        public LockClient connect(Endpoints endpoints, LockOptions options) {
            return new LockClient() {
                @Override
                public Optional<Grant> acquire(String lock, Optional<Duration> waitLimit) {
                    throw new UnsupportedOperationException("\u001b[31mnot\u0007 yet\nsecond line");
                }

                @Override
                public Release release(Grant grant) {
                    throw new AssertionError();
                }

                @Override
                public void close() {}
            };
        }
    }

    abstract static class Base implements LockSystem {
        Base(String ignored) {}

        @Override
        public String name() {
            return "bad-lock";
        }

        @Override
        public String summary() {
            return "bad";
        }

        @Override
        public LockClient connect(Endpoints endpoints, LockOptions options) {
            throw new AssertionError("never called");
        }
    }
}
