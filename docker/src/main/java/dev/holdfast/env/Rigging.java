package dev.holdfast.env;

/** What is built into an environment so that faults can be made. */
public enum Rigging {
    /** Every connection goes through a proxy of its own, which can cut it. */
    LINKS,

    /** The same, and nodes have clocks that can be moved, which makes them slower to read. */
    LINKS_AND_CLOCKS,

    /**
     * As little as can be, to measure speed. Agents are compiled as well as can be, which takes a
     * minute, and write their journals in batches, so none may be killed. They reach each other and
     * servers without a proxy, so that there is no link to be cut; to servers that tell clients
     * where they are they keep theirs.
     */
    BARE;

    /** Whether clocks can be moved. */
    public boolean movesClocks() {
        return this == LINKS_AND_CLOCKS;
    }
}
