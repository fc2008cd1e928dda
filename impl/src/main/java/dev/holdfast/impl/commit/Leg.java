package dev.holdfast.impl.commit;

/**
 * What a payment does to one account.
 *
 * @param participant who keeps the account
 * @param account its name, unique at its participant
 * @param amount what is added, in the smallest unit of money; negative is taken away; never zero
 */
public record Leg(String participant, String account, long amount) {}
