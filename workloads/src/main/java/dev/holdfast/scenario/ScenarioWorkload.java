package dev.holdfast.scenario;

import dev.holdfast.checker.Checker;
import dev.holdfast.checker.history.History;
import dev.holdfast.env.Environment;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.record.Recorder;
import dev.holdfast.report.RunSummary.Coverage;
import dev.holdfast.run.RunPlan;
import dev.holdfast.workload.AgentPool;
import dev.holdfast.workload.LoadControl;
import dev.holdfast.workload.LoadPlan;
import dev.holdfast.workload.Workload;
import java.util.List;
import java.util.Map;

/** A scenario as a workload: its script is the load, its expectations are the coverage. */
public final class ScenarioWorkload implements Workload {
    private final Scenario scenario;

    public ScenarioWorkload(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public String name() {
        return RunPlan.SCENARIO + scenario.id();
    }

    @Override
    public String summary() {
        return scenario.summary();
    }

    @Override
    public boolean suits(SubjectDescription subject) {
        return scenario.play().promises().suits(subject);
    }

    @Override
    public Map<Promise, Checker> checkers() {
        return scenario.play().promises().checkers();
    }

    @Override
    public List<Coverage> coverage(History history, List<String> kinds) {
        return scenario.expectations().stream()
                .map(e -> new Coverage(e.text(), e.seen().test(history) ? 1 : 0, 1))
                .toList();
    }

    @Override
    public Load start(LoadPlan plan, Environment environment, AgentPool agents, Recorder recorder) {
        LoadControl control = new LoadControl();
        Play.Performance performance =
                scenario.play().in(new Theatre(plan, environment, agents, recorder, control));
        Stage stage = performance.stage();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                stage.open();
                                performance.acts().play();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } catch (RuntimeException e) {
                                stage.failed(e);
                            } finally {
                                stage.close();
                            }
                        },
                        "scenario");
        thread.setDaemon(true);
        thread.start();
        return new ScriptLoad(control, thread, stage);
    }

    private record ScriptLoad(LoadControl control, Thread thread, Stage stage) implements Load {
        @Override
        public String failure() {
            return stage.failure();
        }

        @Override
        public boolean awaitEnd(long millis) throws InterruptedException {
            thread.join(Math.max(1, millis));
            return !thread.isAlive();
        }

        @Override
        public void observe() throws InterruptedException {
            stage.observe();
        }
    }
}
