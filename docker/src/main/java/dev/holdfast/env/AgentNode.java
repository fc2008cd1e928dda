package dev.holdfast.env;

import dev.holdfast.impl.agent.AgentJournal;
import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;

/** A node that hosts the implementation under test. */
public interface AgentNode extends Node {
    /** The folder below the node's own for what an agent keeps over its lives. */
    String DATA = "data";

    /** Where its control connection listens; changes with every start; no fault touches it. */
    Address control();

    /** Where it writes what its part in a commit protocol does. */
    default Path journal() {
        return directory().resolve(DATA).resolve(AgentJournal.NAME);
    }
}
