package dev.holdfast.scenario;

import dev.holdfast.record.Names;
import java.util.List;
import java.util.stream.Stream;

/** The catalogue of scenarios. */
public final class Scenarios {
    private static final List<Scenario> ALL =
            Stream.of(
                            RedisSeedScenarios.all(),
                            LockScenarios.all(),
                            LibraryScenarios.all(),
                            SentinelScenarios.all(),
                            ArticleScenarios.all(),
                            RightCommitScenarios.all(),
                            KafkaScenarios.all(),
                            XaScenarios.all())
                    .flatMap(List::stream)
                    .toList();

    private Scenarios() {}

    /** All of them, in the order of the documentation. */
    public static List<Scenario> all() {
        return ALL;
    }

    /**
     * The scenario of this id.
     *
     * @throws IllegalArgumentException naming the known ones, nearest first
     */
    public static Scenario find(String id) {
        return Names.find("scenario", id, ALL, Scenario::id);
    }
}
