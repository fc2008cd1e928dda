package dev.holdfast.env.processes;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Rigging;
import dev.holdfast.env.node.AgentProgram;
import dev.holdfast.impl.agent.AgentSpec;
import dev.holdfast.impl.topology.Address;
import java.nio.file.Path;
import java.util.List;

/** An agent in a JVM of its own. */
final class AgentProcess extends ProcessNode implements AgentNode {
    private final AgentProgram program;

    private AgentProcess(String name, Path folder, AgentProgram program, Children children) {
        super(name, folder, program, children);
        this.program = program;
    }

    /**
     * Makes its folder; starts nothing.
     *
     * @param classpath what comes behind this JVM's own class path
     */
    static AgentProcess of(
            AgentSpec spec, Rigging rigging, List<Path> classpath, Path parent, Children children) {
        Path folder = parent.resolve(spec.name());
        AgentProgram program =
                new AgentProgram(
                        spec,
                        rigging,
                        LocalJvm.with(classpath),
                        List.of("--control", "127.0.0.1:0", "--stdin-guard"),
                        folder,
                        port -> new Address("127.0.0.1", port));
        return new AgentProcess(spec.name(), folder, program, children);
    }

    @Override
    public Address control() {
        return program.control();
    }
}
