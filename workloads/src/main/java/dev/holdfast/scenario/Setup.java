package dev.holdfast.scenario;

import dev.holdfast.impl.topology.Persistence;

/**
 * What a scenario runs against.
 *
 * @param subject the implementation
 * @param leaseSeconds the lease asked of it
 * @param persistence what survives when its server is killed
 * @param replicas how many replicas its server has
 */
record Setup(String subject, int leaseSeconds, Persistence persistence, int replicas) {

    static Setup of(String subject, int leaseSeconds) {
        return new Setup(subject, leaseSeconds, Persistence.DURABLE, 0);
    }

    Setup with(Persistence other) {
        return new Setup(subject, leaseSeconds, other, replicas);
    }

    Setup withReplica() {
        return new Setup(subject, leaseSeconds, persistence, 1);
    }
}
