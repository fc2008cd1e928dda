package dev.holdfast.impl.catalogue;

import dev.holdfast.impl.broken.BrokenCheckThenDelete;
import dev.holdfast.impl.broken.BrokenClockToken;
import dev.holdfast.impl.broken.BrokenIgnoresNx;
import dev.holdfast.impl.broken.BrokenLeakingSemaphore;
import dev.holdfast.impl.broken.BrokenLostReply;
import dev.holdfast.impl.broken.BrokenQueueWakesTwo;
import dev.holdfast.impl.broken.BrokenReentrancyCount;
import dev.holdfast.impl.broken.BrokenReleaseWithoutOwnerCheck;
import dev.holdfast.impl.broken.BrokenRepeatingToken;
import dev.holdfast.impl.broken.BrokenTtlUnit;
import dev.holdfast.impl.broken.BrokenWatchdogRevives;
import dev.holdfast.impl.broken.BrokenWriterBesideReaders;
import dev.holdfast.impl.etcd.EtcdFenced;
import dev.holdfast.impl.etcd.EtcdJetcd;
import dev.holdfast.impl.hazelcast.HazelcastFenced;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.postgres.PostgresAdvisory;
import dev.holdfast.impl.postgres.PostgresRow;
import dev.holdfast.impl.redis.RedisCas;
import dev.holdfast.impl.redis.RedisFenced;
import dev.holdfast.impl.redis.RedisQueue;
import dev.holdfast.impl.redis.RedisReentrant;
import dev.holdfast.impl.redis.RedisRwLock;
import dev.holdfast.impl.redis.RedisSeed;
import dev.holdfast.impl.redis.RedisSemaphore;
import dev.holdfast.impl.redis.RedisSentinel;
import dev.holdfast.impl.redis.RedisToken;
import dev.holdfast.impl.redis.RedisWatchdog;
import dev.holdfast.impl.redis.Redlock;
import dev.holdfast.impl.redisson.RedissonFenced;
import dev.holdfast.impl.redisson.RedissonLock;
import dev.holdfast.impl.redisson.RedissonWatchdog;
import dev.holdfast.impl.shedlock.ShedlockJdbc;
import dev.holdfast.impl.shedlock.ShedlockRedis;
import dev.holdfast.impl.spring.SpringJdbc;
import dev.holdfast.impl.spring.SpringRedis;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.zookeeper.CuratorFenced;
import dev.holdfast.impl.zookeeper.CuratorLock;
import dev.holdfast.impl.zookeeper.CuratorReadWrite;
import dev.holdfast.impl.zookeeper.CuratorSemaphore;
import dev.holdfast.impl.zookeeper.EphemeralNode;
import java.util.List;
import java.util.stream.Stream;

/** Every lock that can be tested by its name. A new one is one more line here. */
public final class Locks {

    private static final List<LockSystem> LOCKS =
            List.of(
                    new RedisSeed(),
                    new RedisToken(),
                    new RedisWatchdog(),
                    new RedisFenced(),
                    new RedisCas(),
                    new RedisReentrant(),
                    new RedisQueue(),
                    new RedisRwLock(),
                    new RedisSemaphore(),
                    new RedisSentinel(),
                    new Redlock(3),
                    new Redlock(5),
                    new CuratorLock(),
                    new CuratorFenced(),
                    new EphemeralNode(),
                    new CuratorReadWrite(),
                    new CuratorSemaphore(),
                    new EtcdJetcd(),
                    new EtcdFenced(),
                    new PostgresAdvisory(),
                    new PostgresRow(),
                    new RedissonLock(),
                    new RedissonWatchdog(),
                    new RedissonFenced(),
                    new ShedlockRedis(),
                    new ShedlockJdbc(),
                    new SpringRedis(),
                    new SpringJdbc(),
                    new HazelcastFenced());

    private static final List<Specimen<LockSystem>> BROKEN =
            List.of(
                    Specimen.of(
                            new BrokenReleaseWithoutOwnerCheck(),
                            new RedisToken(),
                            Hazard.PAUSE,
                            Promise.SERVICE,
                            "a late release deletes the next holder's key"),
                    Specimen.of(
                            new BrokenCheckThenDelete(),
                            new RedisToken(),
                            Hazard.PAUSE,
                            Promise.SERVICE,
                            "the key changes hands between the check and the delete"),
                    Specimen.of(
                            new BrokenTtlUnit(),
                            new RedisToken(),
                            Hazard.NONE,
                            Promise.BELIEF,
                            "a lease of seconds lasts as many milliseconds"),
                    Specimen.of(
                            new BrokenIgnoresNx(),
                            new RedisToken(),
                            Hazard.NONE,
                            Promise.SERVICE,
                            "every acquire is granted, held or not"),
                    Specimen.of(
                            new BrokenRepeatingToken(),
                            new RedisFenced(),
                            Hazard.PAUSE,
                            Promise.SERVICE,
                            "after an expired lease the next holder gets the same token"),
                    Specimen.of(
                            new BrokenWatchdogRevives(),
                            new RedisWatchdog(),
                            Hazard.PAUSE,
                            Promise.SERVICE,
                            "renewing a lost lock takes it from its new holder"),
                    Specimen.of(
                            new BrokenReentrancyCount(),
                            new RedisReentrant(),
                            Hazard.NONE,
                            Promise.SERVICE,
                            "the first release frees a lock that was acquired twice"),
                    Specimen.of(
                            new BrokenLeakingSemaphore(),
                            new RedisSemaphore(),
                            Hazard.PAUSE,
                            Promise.SERVICE,
                            "a late release gives away a permit that another holds by then"),
                    Specimen.of(
                            new BrokenWriterBesideReaders(),
                            new RedisRwLock(),
                            Hazard.NONE,
                            Promise.SERVICE,
                            "a writer comes in while others read"),
                    Specimen.of(
                            new BrokenQueueWakesTwo(),
                            new RedisQueue(),
                            Hazard.NONE,
                            Promise.SERVICE,
                            "two of those who wait are told that the lock is theirs"),
                    Specimen.of(
                            new BrokenClockToken(),
                            new RedisFenced(),
                            Hazard.NONE,
                            Promise.SERVICE,
                            "two grants within a second get the same token"),
                    Specimen.of(
                            new BrokenLostReply(),
                            new RedisReentrant(),
                            Hazard.LATENCY,
                            Promise.SERVICE,
                            "a release whose reply is late counts twice"));

    private Locks() {}

    /** The locks that are meant to be used, in the order in which they are shown. */
    public static List<LockSystem> all() {
        return LOCKS;
    }

    /** The locks that are broken on purpose. */
    public static List<Specimen<LockSystem>> broken() {
        return BROKEN;
    }

    /** All of them, broken ones included. */
    static Stream<LockSystem> everything() {
        return Stream.concat(LOCKS.stream(), BROKEN.stream().map(Specimen::system));
    }
}
