package dev.holdfast.scenario;

import dev.holdfast.env.Environment;
import dev.holdfast.record.Recorder;
import dev.holdfast.workload.AgentPool;
import dev.holdfast.workload.LoadControl;
import dev.holdfast.workload.LoadPlan;

/**
 * The run in which a script is played.
 *
 * @param plan what is asked of the subject
 * @param environment servers, agents and links
 * @param agents the connections to the agents
 * @param recorder the history
 * @param control how the script is told to end
 */
record Theatre(
        LoadPlan plan,
        Environment environment,
        AgentPool agents,
        Recorder recorder,
        LoadControl control) {}
