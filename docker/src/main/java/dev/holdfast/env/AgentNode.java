package dev.holdfast.env;

import dev.holdfast.impl.topology.Address;

/** A node that hosts the implementation under test. */
public interface AgentNode extends Node {

    /** Where its control connection listens; changes with every start; no fault touches it. */
    Address control();
}
