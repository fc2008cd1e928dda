package dev.holdfast.run;

import dev.holdfast.fault.Faults;
import dev.holdfast.impl.topology.Persistence;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command that runs a plan again. */
final class Reproduce {
    private Reproduce() {}

    /**
     * The command.
     *
     * @param environment the kind of environment that the run had; empty if that is not known
     */
    static String command(RunPlan plan, String environment) {
        String where = environment.isEmpty() ? "" : " --env " + environment;
        if (plan.workload().startsWith(RunPlan.SCENARIO)) {
            String id = plan.workload().substring(RunPlan.SCENARIO.length());
            return "./holdfast scenario " + id + where;
        }
        RunOptions usual = RunOptions.of(plan.subject(), plan.workload(), plan.faults(), 0);
        List<String> words = new ArrayList<>(List.of("./holdfast", "test"));
        add(words, "--subject", plan.subject());
        if (!plan.classpath().isEmpty()) {
            add(words, "--classpath", String.join(File.pathSeparator, plan.classpath()));
        }
        add(words, "--workload", plan.workload());
        add(
                words,
                "--faults",
                plan.faults().isEmpty() ? Faults.NONE : String.join(",", plan.faults()));
        add(words, "--time-limit", seconds(plan.timeLimitMillis()));
        add(words, "--seed", Long.toString(plan.seed()));
        if (plan.persistence() != usual.persistence()) {
            add(words, "--persistence", name(plan.persistence()));
        }
        if (plan.members() != usual.members()) {
            add(words, "--servers", Integer.toString(plan.members()));
        }
        if (plan.agents() != usual.agents()) {
            add(words, "--nodes", Integer.toString(plan.agents()));
        }
        if (plan.workers() != 5 * plan.agents()) {
            add(words, "--concurrency", Integer.toString(plan.workers()));
        }
        if (plan.accounts() != usual.accounts()) {
            add(words, "--accounts", Integer.toString(plan.accounts()));
        }
        if (plan.ratePerSecond() != usual.ratePerSecond()) {
            add(words, "--rate", Double.toString(plan.ratePerSecond()));
        }
        if (plan.leaseMillis() != usual.lease().toMillis()) {
            add(words, "--lease", seconds(plan.leaseMillis()));
        }
        if (plan.faultIntervalMillis() != usual.faultInterval().toMillis()) {
            add(words, "--fault-interval", seconds(plan.faultIntervalMillis()));
        }
        return String.join(" ", words) + where;
    }

    private static String name(Persistence persistence) {
        return persistence.name().toLowerCase(Locale.ROOT);
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static void add(List<String> words, String option, String value) {
        words.add(option);
        words.add(ShellWords.quote(value));
    }
}
