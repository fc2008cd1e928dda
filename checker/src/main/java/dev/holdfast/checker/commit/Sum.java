package dev.holdfast.checker.commit;

import java.math.BigInteger;

/** A sum of money that cannot overflow. For one thread. */
final class Sum {
    private long low;
    private BigInteger rest = BigInteger.ZERO;

    Sum add(long amount) {
        long sum = low + amount;
        if (((low ^ sum) & (amount ^ sum)) < 0) {
            rest = rest.add(BigInteger.valueOf(low));
            low = amount;
        } else {
            low = sum;
        }
        return this;
    }

    BigInteger value() {
        return rest.add(BigInteger.valueOf(low));
    }

    /** Whether it is {@code amount}; cheaper than to compare values. */
    boolean is(BigInteger amount) {
        return value().equals(amount);
    }
}
