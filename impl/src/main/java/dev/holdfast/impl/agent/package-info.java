/**
 * The process that hosts one implementation, and both ends of the wire to it. Main types: {@link
 * dev.holdfast.impl.agent.AgentMain} and {@link dev.holdfast.impl.agent.AgentConnection}. Uses
 * every other package of this module.
 */
@NullMarked
package dev.holdfast.impl.agent;

import org.jspecify.annotations.NullMarked;
