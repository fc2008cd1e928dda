package dev.holdfast.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.fault.Faults;
import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.catalogue.Commits;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.impl.topology.ServerKind;
import dev.holdfast.impl.topology.Service;
import dev.holdfast.scenario.Scenario;
import dev.holdfast.scenario.Scenarios;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {

    private static Suite parse(String text) {
        return Suites.parse("t", "t.yaml", text, Path.of(""), Optional.empty());
    }

    private static List<String> ids(Suite suite) {
        return suite.cells().stream().map(Cell::id).toList();
    }

    @Test
    void everyAxisIsMultipliedOut() {
        Suite suite =
                parse(
                        """
                        cells:
                          - subjects: [redis-seed, redis-cas]
                            faults: [none, kill, pause+cut]
                            persistence: [durable, volatile]
                            env: [auto, processes]
                            seeds: [7, 1..2]
                            time-limit: 20s
                        """);
        // Only kill is another fault where the data is lost.
        assertEquals(2 * (1 + 2 + 1) * 2 * 3, suite.cells().size());
        assertEquals(suite.cells().size(), new HashSet<>(ids(suite)).size());
        assertTrue(ids(suite).contains("redis-cas/lock/kill-volatile/7@processes"));
        assertTrue(ids(suite).contains("redis-seed/lock/pause+cut/2"));
    }

    @Test
    void faultsOfEnsemblesReachThoseThatAreOne() {
        String text =
                """
                cells:
                  - subjects: [zk-curator, etcd-fenced, redlock, postgres-advisory]
                    faults: all
                """;
        List<String> ids = ids(parse(text));
        for (String kind : List.of("partition", "partition-silent")) {
            assertTrue(ids.contains("zk-curator/lock/" + kind + "/1"), ids.toString());
            assertTrue(ids.contains("etcd-fenced/lock/" + kind + "/1"));
            assertFalse(ids.contains("redlock/lock/" + kind + "/1"), "masters know no other");
            assertFalse(ids.contains("postgres-advisory/lock/" + kind + "/1"));
        }
        for (String kind : List.of("rolling-restart-durable", "kill-all-durable")) {
            assertTrue(ids.contains("zk-curator/lock/" + kind + "/1"));
            assertTrue(ids.contains("redlock/lock/" + kind + "/1"));
            assertFalse(ids.contains("postgres-advisory/lock/" + kind + "/1"), "one server");
        }
        Cell cut =
                parse(text.replace("all", "partition").replace(", redlock, postgres-advisory", ""))
                        .cells()
                        .get(0);
        assertEquals("may break belief, resource", cut.claimed());
        assertEquals(4000, cut.plan().leaseMillis(), "the session that it needs");
        assertFalse(cut.plan().schedule().isEmpty());
    }

    @Test
    void settingsReachThePlanAndDefaultsYield() {
        Suite suite =
                parse(
                        """
                        defaults: {nodes: 2, rate: 10, fail-fast: true, subjects: redis-cas}
                        cells:
                          - faults: kill
                            rate: 20
                            persistence: volatile
                            concurrency: 3n
                            accounts: 7
                            lease: 3s
                            fault-interval: 4s
                            time-limit: 12s
                            expect: invalid
                          - faults: none
                            fail-fast: false
                        """);
        Cell first = suite.cells().get(0);
        assertEquals(2, first.plan().agents());
        assertEquals(20, first.plan().ratePerSecond());
        assertEquals(6, first.plan().workers());
        assertEquals(7, first.plan().accounts());
        assertEquals(3000, first.plan().leaseMillis());
        assertEquals(4000, first.plan().faultIntervalMillis());
        assertEquals(12_000, first.plan().timeLimitMillis());
        assertEquals(Persistence.VOLATILE, first.plan().persistence());
        assertEquals(Expect.INVALID, first.expect());
        assertEquals("may break resource", first.claimed());
        assertTrue(first.failFast());
        Cell second = suite.cells().get(1);
        assertEquals(10, second.plan().ratePerSecond());
        assertEquals(30_000, second.plan().timeLimitMillis());
        assertEquals("kept", second.claimed());
        assertFalse(second.failFast());
        assertEquals(Duration.ofSeconds(42), Suite.load(suite.cells()));
    }

    @Test
    void theSameTextGivesTheSameSuiteAndAnotherSeedAnother() {
        String text = "cells: [{subjects: redis-cas, faults: [pause, cut], seeds: 1..3}]";
        assertEquals(parse(text).digest(), parse(text).digest());
        assertNotEquals(parse(text).digest(), parse(text.replace("1..3", "1..4")).digest());
        assertNotEquals(
                parse(text).digest(), parse(text.replace("}", ", fail-fast: true}")).digest());
    }

    @Test
    void twoRunsOfOneNameThatDifferAreToldApart() {
        Suite suite =
                parse(
                        """
                        cells:
                          - {subjects: redis-cas, faults: none}
                          - {subjects: redis-cas, faults: none, rate: 20}
                        """);
        assertEquals(List.of("redis-cas/lock/none/1", "redis-cas/lock/none/1~2"), ids(suite));
    }

    @Test
    void theEnvironmentOfTheCommandLineWins() {
        String text = "cells: [{subjects: redis-cas, faults: none, env: [auto, containers]}]";
        Suite suite = Suites.parse("t", "t.yaml", text, Path.of(""), Optional.of("processes"));
        assertEquals(List.of("redis-cas/lock/none/1@processes"), ids(suite));
    }

    @Test
    void scenariosArePlayedOnceEach() {
        Suite suite =
                parse(
                        """
                        defaults: {subjects: redis-cas, faults: none, seeds: 1..3}
                        cells:
                          - scenarios: [redis-seed/a1, redlock/*]
                            env: [auto, processes]
                          - said: whatever
                        """);
        assertEquals(
                List.of(
                        "scenario/redis-seed/a1",
                        "scenario/redis-seed/a1@processes",
                        "scenario/redlock/forgetful-master",
                        "scenario/redlock/forgetful-master@processes",
                        "redis-cas/lock/none/1",
                        "redis-cas/lock/none/2",
                        "redis-cas/lock/none/3"),
                ids(suite));
        Cell a1 = suite.cells().get(0);
        assertEquals("redis-seed/a1", a1.name());
        assertEquals(Scenarios.find("redis-seed/a1").plan(), a1.plan());
        assertTrue(a1.claimed().startsWith("must find belief: overlapping-tenures"), a1.claimed());
        assertEquals(List.of("", "whatever"), List.of(a1.said(), suite.cells().get(4).said()));
    }

    @Test
    void allScenariosAreThoseOfTheCatalogue() {
        Suite suite = parse("cells: [{scenarios: all}]");
        assertEquals(Scenarios.all().stream().map(s -> "scenario/" + s.id()).toList(), ids(suite));
    }

    @Test
    void theSeedsSuitePlaysEveryScenario() {
        List<String> ids = ids(Suites.find("seed", Optional.empty()));
        for (Scenario scenario : Scenarios.all()) {
            assertTrue(ids.contains("scenario/" + scenario.id()), scenario.id());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"seed", "smoke", "nightly"})
    void bundledSuitesExpand(String name) {
        Suite suite = Suites.find(name, Optional.empty());
        assertFalse(suite.cells().isEmpty());
        assertFalse(suite.description().isEmpty());
    }

    @Test
    void theSmokeSuiteTakesFiveMinutesForEveryKindOfServer() {
        Suite suite = Suites.find("smoke", Optional.empty());
        // Start and end of the servers take some seconds of every run.
        long overhead = 7L * suite.cells().size();
        assertTrue(Suite.load(suite.cells()).toSeconds() + overhead <= 300, suite.toString());
        assertEquals(
                EnumSet.allOf(ServerKind.class),
                suite.cells().stream()
                        .flatMap(c -> c.subject().topology().services().stream())
                        .map(Service::kind)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ServerKind.class))));
    }

    @Test
    void theNightlySuiteIsTheWholeCatalogue() {
        Suite suite = Suites.find("nightly", Optional.empty());
        Set<String> seen = new TreeSet<>();
        suite.cells()
                .forEach(
                        c -> {
                            seen.add(c.subject().name());
                            seen.addAll(c.plan().faults());
                            seen.add(c.condition());
                        });
        Catalogue.all().forEach(s -> assertTrue(seen.contains(s.name()), s.name()));
        Faults.all().forEach(fault -> assertTrue(seen.contains(fault.kind()), fault.kind()));
        assertTrue(seen.containsAll(List.of("none", "kill durable", "kill volatile")));
        Set<String> conditions =
                suite.cells().stream()
                        .map(c -> c.subject().name() + " " + c.condition())
                        .collect(Collectors.toSet());
        Commits.all().stream()
                // It cannot pass them.
                .filter(system -> !system.name().equals("zk-2pc-seed"))
                .forEach(
                        system ->
                                system.points()
                                        .forEach(
                                                p ->
                                                        assertTrue(
                                                                conditions.contains(
                                                                        system.name()
                                                                                + " crash:"
                                                                                + p.label()),
                                                                system.name() + " " + p)));
    }

    @Test
    void exceptionsAreLeftOutOfAllAndOfNothingElse() {
        String all = "cells:\n  - subjects: all\n    faults: [none, pause]\n";
        List<String> some = ids(parse(all + "    except: [redis-seed, wal-2pc]\n"));
        Set<String> left = new TreeSet<>(ids(parse(all)));
        assertTrue(left.containsAll(some));
        some.forEach(left::remove);
        assertEquals(
                Set.of(
                        "redis-seed/lock/none/1",
                        "redis-seed/lock/pause/1",
                        "wal-2pc/payments/none/1",
                        "wal-2pc/payments/pause/1"),
                left);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "7", "110", "200"})
    void shardsPartitionExactly(int of) {
        List<Cell> cells = Suites.find("nightly", Optional.empty()).cells();
        Set<String> all = new HashSet<>();
        int sum = 0;
        int most = 0;
        for (int i = 1; i <= of; i++) {
            List<Cell> part = Shard.parse(i + "/" + of).of(cells);
            assertEquals(part, new Shard(i, of).of(cells));
            part.forEach(cell -> all.add(cell.id()));
            sum += part.size();
            most = Math.max(most, part.size());
        }
        assertEquals(cells.size(), sum);
        assertEquals(cells.stream().map(Cell::id).collect(Collectors.toSet()), all);
        assertTrue(most <= cells.size() / of + 1, "uneven: " + most);
    }
}
