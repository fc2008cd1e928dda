package dev.holdfast.checker.commit;

/**
 * What a payment does to one account.
 *
 * @param participant who keeps the account
 * @param account its name at that participant
 * @param amount what is added; negative is taken away
 */
record Leg(String participant, String account, long amount) {}
