package dev.holdfast.checker.simulation;

import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A run with faults, from a seed: what its recorder would have written. */
final class Simulation {
    private final World world;
    private final Server server;
    private final List<Agent> agents = new ArrayList<>();
    private final long lease;
    private final long end;
    private int faults;

    private Simulation(Subject subject, Subject.Weather weather, SplittableRandom random) {
        world = new World(random);
        boolean storm = weather == Subject.Weather.STORM;
        long leaseMillis = world.between(1, 4) * 200;
        lease = leaseMillis * World.MILLI;
        end = lease * world.between(4, 10);
        double drift = world.random.nextDouble() * 0.0018 - 0.0009;
        server = new Server(world, subject, 1 + drift);
        int count = (int) world.between(2, 3);
        for (int i = 0; i < count; i++) {
            agents.add(new Agent(world, server, subject, storm, leaseMillis, i + 1));
        }
        int workers = (int) world.between(2, 5);
        for (int i = 0; i < workers; i++) {
            Agent agent = agents.get(i % count);
            new Worker(world, agent, i, workers, lease, subject.lock(), end).start();
        }
        world.in(world.between(0, lease), () -> fault(storm));
        for (int i = 0; i < 2; i++) {
            String account = "pay-" + (i + 1);
            Worker observer =
                    new Worker(world, agents.get(i), 1_000_000 + i, 1, lease, subject.lock(), end);
            world.at(end + 12 * lease, () -> observer.observe(account));
        }
    }

    static History run(Subject subject, Subject.Weather weather, SplittableRandom random) {
        Simulation simulation = new Simulation(subject, weather, random);
        simulation.world.run(simulation.end + (random.nextInt(4) == 0 ? 0 : 30 * simulation.lease));
        return simulation.world.history();
    }

    private void fault(boolean storm) {
        if (world.now() > end) {
            return;
        }
        Agent agent = agents.get(world.random.nextInt(agents.size()));
        long length = world.between(lease / 2, 2 * lease);
        String id = "f" + ++faults;
        switch (world.random.nextInt(storm ? 5 : 2)) {
            case 0 -> {
                nemesis("start-kill-agent", id, agent.name(), "begin");
                world.in(world.between(0, World.MILLI), agent::kill);
                world.in(length / 4, () -> restart(agent, id));
            }
            case 1 -> server.kill(world.now() + length / 10);
            case 2 -> {
                agent.pause(world.now() + length);
                nemesis("start-pause", id, agent.name(), "done");
                world.in(length, () -> nemesis("stop-pause", id, agent.name(), "done"));
            }
            case 3 -> server.pause(world.now() + length);
            default -> agent.silence(world.now() + length);
        }
        world.in(length + world.between(lease / 4, 2 * lease), () -> fault(storm));
    }

    private void restart(Agent agent, String id) {
        agent.start();
        nemesis("start-kill-agent", id, agent.name(), "done");
        nemesis("stop-kill-agent", id, agent.name(), "done");
    }

    private void nemesis(String f, String id, String target, String phase) {
        Map<String, Object> value = new HashMap<>();
        value.put("id", id);
        value.put("target", target);
        value.put("phase", phase);
        value.put("proof", "simulated");
        world.record(Op.NEMESIS, OpType.INFO, f, value, null);
    }
}
