package dev.holdfast.fault;

import dev.holdfast.env.AgentNode;
import dev.holdfast.env.Environment;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The agents of a commit protocol send every message twice, as after a lost reply. */
final class DuplicateFault implements Fault {
    private static final String ALL = "all agents";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public String kind() {
        return "duplicate";
    }

    @Override
    public String summary() {
        return "agents of a commit protocol send what they send twice, as after a lost reply";
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return Hazard.DUPLICATE;
    }

    @Override
    public Lane lane() {
        return Lane.LINK;
    }

    @Override
    public boolean leavesService() {
        return true;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return leaseMillis * 2;
    }

    @Override
    public String unavailable(FaultTargets targets) {
        return targets.players().isEmpty() ? kind() + " is for commit protocols" : "";
    }

    @Override
    public PlannedFault draw(Random random, FaultTargets targets) {
        long longest = maxLengthMillis(targets.leaseMillis());
        long length = Seeds.between(random, longest / 2, longest);
        return new PlannedFault("", kind(), ALL, 0, length, Map.of());
    }

    @Override
    public String inject(PlannedFault fault, Environment environment) {
        return told(environment, true);
    }

    @Override
    public String heal(PlannedFault fault, Environment environment) {
        return told(environment, false);
    }

    private static String told(Environment environment, boolean isTwice) {
        List<String> told = new ArrayList<>();
        for (AgentNode agent : environment.agents()) {
            if (!AgentControl.tell(agent, LIMIT, c -> c.repeat(isTwice))) {
                return "";
            }
            told.add(agent.name());
        }
        return String.join(", ", told) + (isTwice ? " send twice" : " send once");
    }
}
