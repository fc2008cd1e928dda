package dev.holdfast.impl.agent;

/** What an agent does in the run. */
public sealed interface AgentPart permits LockPart, CommitPart {}
