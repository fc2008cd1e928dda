package dev.holdfast.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.holdfast.checker.history.History;
import dev.holdfast.impl.catalogue.Catalogue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
    static List<Scenario> all() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @CsvSource({
        "redis-seed/, 15",
        "zk-2pc-seed/, 11",
        "zk-2pc/, 4",
        "wal-2pc/, 4",
        "xa-raw/, 3",
        "xa-narayana/, 2",
        "xa-atomikos/, 2"
    })
    void allOfThemAreThere(String prefix, int count) {
        assertEquals(count, all().stream().filter(s -> s.id().startsWith(prefix)).count());
    }

    @Test
    void eachHasANameOfItsOwn() {
        Set<String> ids = new HashSet<>();
        all().forEach(s -> ids.add(s.id()));
        assertEquals(all().size(), ids.size());
    }

    /** A schedule that did not happen must not pass for one that found what it must. */
    @ParameterizedTest
    @MethodSource("all")
    void nothingIsFoundWhereNothingHappened(Scenario scenario) {
        assertFalse(scenario.expectations().isEmpty());
        History empty = History.of(List.of());
        for (Expectation expectation : scenario.expectations()) {
            boolean isUnknown = expectation.text().contains(": unknown, ");
            assertEquals(isUnknown, expectation.seen().test(empty), expectation.text());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void aPlanCanBeMadeAndItsSubjectIsKnown(Scenario scenario) {
        String subject = scenario.plan().subject();
        assertEquals(subject, Catalogue.find(subject).orElseThrow().name());
        assertEquals(
                Catalogue.find(subject).orElseThrow()
                        instanceof dev.holdfast.impl.commit.CommitSystem,
                scenario.play().promises().name().equals("payments"));
    }
}
