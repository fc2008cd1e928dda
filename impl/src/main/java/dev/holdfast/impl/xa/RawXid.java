package dev.holdfast.impl.xa;

import java.nio.charset.StandardCharsets;
import javax.transaction.xa.Xid;

/**
 * A name for one bank's branch of one attempt at a payment.
 *
 * @param attempt no other attempt is called so; at most 64 characters
 * @param bank at most 64 characters
 */
record RawXid(String attempt, String bank) implements Xid {
    private static final int FORMAT = 0x486F6C64;

    @Override
    public int getFormatId() {
        return FORMAT;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return attempt.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] getBranchQualifier() {
        return bank.getBytes(StandardCharsets.UTF_8);
    }
}
