package dev.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.run.RunFolder;
import dev.holdfast.run.RunOptions;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input: one clear line, exit 254, and nothing else. */
class CommandTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tset | unknown command 'tset'; known, nearest first: test,",
                "test | Missing required option: '--subject=NAME'",
                "test --subject redis-sed | unknown subject 'redis-sed'; known, nearest first: redis-seed",
                "test --subject redis-seed --faults puase | unknown fault 'puase'; known, nearest first: pause",
                "test --subject redis-seed --workload lok | unknown workload 'lok'; known, nearest first: lock",
                "test --subject redis-seed --time-limit 30 | '30' is not a duration such as",
                "test --subject redis-seed --tim-limit 30s | unknown option '--tim-limit'; known, nearest first: --time-limit,",
                "test --subject redis-seed --faults , | --faults names no fault",
                "test --subject redis-seed --seed abc | 'abc' is not a whole number in range",
                "test --subject redis-seed --store= | --store is empty",
                "test --subject redis-seed --nodes 99 | --nodes 99 is out of range; it must be 1 to 9",
                "test --subject redis-seed --concurrency x | --concurrency 'x' is not a number",
                "test --subject redis-seed --faults none,pause | must be none, or kinds",
                "test --subject redis-seed --faults pause --time-limit 3s | leaves no room for a pause",
                "test --subject etcd-jetcd --faults clock-jump | clock-jump moves the clock of a server, and etcd's cannot be moved",
                "test --subject redis-seed --env moon | unknown environment 'moon'",
                "test --subject com.acme.Nothing | com.acme.Nothing",
                "test --subject com.acme.X --classpath /no/such.jar | which does not exist",
                "test-all | Missing required option: '--suite=NAME|FILE'",
                "test-all --suite nigthly | unknown suite 'nigthly'; known, nearest first: nightly",
                "test-all --suite no/such.yaml | there is no suite file 'no/such.yaml'; bundled ones: seed",
                "test-all --suite smoke --shard 3/2 | shard 3/2 is out of range; it must be 1/2 to 2/2",
                "test-all --suite smoke --shard one | --shard 'one' is not a part such as 1/3",
                "test-all --suite smoke --parallel 0 | --parallel 0 is out of range; it must be 1 to 16",
                "test-all --suite smoke --env moon | unknown environment 'moon'",
                "test-all --suite smoke --resume | has no run of suite smoke to go on with",
                "scenario | name a scenario, or say --all",
                "scenario redis-seed/a99 | unknown scenario 'redis-seed/a99'",
                "check --model belief /no/such/file | there is no file '/no/such/file'",
                "check --model beleif pom.xml | unknown model 'beleif'; known, nearest first: belief",
                "analyze /no/such/run | '/no/such/run' is not a run folder",
                "replay | has no latest run",
                "selftest nothing | unknown specimen 'nothing'",
                "experiment | no experiment; known: contention, agreement, remedies, choose",
                "experiment contention --subject redis-sed | unknown subject 'redis-sed'; known, nearest first: redis-seed",
                "experiment contention --subject wal-2pc | wal-2pc is a commit protocol",
                "experiment contention --clients 17 | --clients 17 is out of range; it must be 1 to 16",
                "experiment agreement --subject redis-seed | redis-seed is a lock; agreement is measured on a commit protocol",
                "experiment agreement --participants 9 | --participants 9 is out of range; it must be 2 to 8",
                "experiment agreement --subject xa-raw --participants 3 | its participants are the servers",
                "experiment remedies --only sortd | unknown remedy 'sortd'; known, nearest first: sorted",
                "experiment choose --subjects redis-semaphore | redis-semaphore has no lock that one client holds alone",
                "experiment choose --subjects a,b,c,d,e,f,g,h,i | unknown subject 'a'",
                "experiment remedies --time-limit 2h | is out of range; it must be 1s to 1h"
            })
    void badInputIsOneLineAnd254(String line, String expected) {
        String store = " --store " + folder.resolve("store");
        boolean stored = line.matches("(analyze|replay|.*--resume).*");
        Ran ran = Ran.holdfast((line + (stored ? store : "")).split(" "));
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertTrue(ran.err().contains(expected), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
        assertEquals("", ran.out());
    }

    @Test
    void aStoreThatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Ran ran = Ran.holdfast("test", "--subject", "redis-seed", "--quiet", "--store", file + "");
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit());
        assertTrue(ran.err().contains("cannot be written"), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @Test
    void aBrokenHistoryIsOneLineWithFileAndLine() throws IOException {
        Path file = folder.resolve("h.jsonl");
        Files.writeString(
                file,
                "{\"index\":0,\"time\":1,\"process\":0,\"type\":\"invoke\",\"f\":\"acquire\"}\n"
                        + "{\"index\":1,\"time\":2,\"process\":0,\"type\":\"maybe\",\"f\":\"acquire\"}\n");
        Ran ran = Ran.holdfast("check", "--model", "belief", file.toString());
        assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
        assertTrue(ran.err().contains("h.jsonl"), ran.err());
        assertTrue(ran.err().contains("2"), ran.err());
        assertEquals(1, ran.err().lines().count(), ran.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"agents\" : 3 | \"agents\" : -1 | agents -1 is out of range; it must be 1 to 9",
                "\"agents\" : 3 | \"agents\" : \"x\" | agents: Cannot deserialize",
                "\"agents\" : 3, | '' | agents: missing",
                "\"subject\" : \"redis-cas\" | \"subject\" : null | subject: null",
                "\"seed\" : 1 | \"seed\" : 1, \"sed\" : 2 | Unrecognized field",
                "\"faults\" : [ ] | \"faults\" : [ \"puase\" ] | unknown fault 'puase'",
                "\"schedule\" : [ ] | \"schedule\" : [ null ] | null",
                "\"ratePerSecond\" : 50.0 | \"ratePerSecond\" : 0 | ratePerSecond 0.0 is out of range"
            })
    void anEditedPlanIsOneLineWithFileAndField(String right, String wrong, String expected)
            throws IOException {
        RunPlan plan =
                RunOptions.of("redis-cas", "lock", List.of("none"), 1)
                        .plan(Subjects.describe("redis-cas", List.of()));
        RunFolder run = new RunFolder(folder);
        run.write(plan);
        String json = Files.readString(run.plan());
        assertTrue(json.contains(right), json);
        Files.writeString(run.plan(), json.replace(right, wrong));
        for (String command : List.of("replay", "analyze")) {
            Ran ran = Ran.holdfast(command, folder.toString());
            assertEquals(ExitCode.BAD_ARGUMENTS, ran.exit(), ran.toString());
            assertTrue(ran.err().contains("plan.json"), ran.err());
            assertTrue(ran.err().contains(expected), ran.err());
            assertEquals(1, ran.err().lines().count(), ran.err());
        }
    }

    @Test
    void aBrokenVerdictStopsTheReportButNotTheAnalysis() throws IOException {
        RunFolder run = new RunFolder(folder);
        run.write(
                RunOptions.of("redis-cas", "lock", List.of("none"), 1)
                        .plan(Subjects.describe("redis-cas", List.of())));
        Files.writeString(run.history(), "");
        Files.writeString(run.verdict(), "{\"word\" : \"valid\"");
        Ran report = Ran.holdfast("report", folder.toString());
        assertEquals(ExitCode.BAD_ARGUMENTS, report.exit(), report.toString());
        assertEquals(1, report.err().lines().count(), report.err());
        assertEquals(ExitCode.UNKNOWN, Ran.holdfast("analyze", folder.toString()).exit());
    }

    @Test
    void aHistoryThatWasCutOffIsToldSo() throws IOException {
        Path file = folder.resolve("cut.jsonl");
        Files.writeString(file, "{\"index\":0,\"time\":1,\"process\":0,\"type\":\"inv");
        assertTrue(
                Ran.holdfast("check", "-m", "belief", file.toString())
                        .out()
                        .contains("cut off in the middle of an event"));
    }

    @Test
    void anEmptyHistoryIsUnknown() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.jsonl"), "");
        assertEquals(
                ExitCode.UNKNOWN, Ran.holdfast("check", "-m", "belief", file.toString()).exit());
    }

    @Test
    void aGridWritesWhatItDecided() {
        Ran bench =
                Ran.holdfast(
                        "bench --model mutex --ops 50 --clients 5 --info 0 --kind flipped-result --write"
                                .concat(" " + folder)
                                .split(" "));
        assertEquals(ExitCode.VALID, bench.exit(), bench.toString());
        String file = folder.resolve("mutex-50-5-0.0-steady-flipped-result-1.edn").toString();
        assertEquals(ExitCode.INVALID, Ran.holdfast("check", "-m", "mutex", file).exit());
    }

    @ParameterizedTest
    @CsvSource({
        "test",
        "test-all",
        "scenario",
        "analyze",
        "check",
        "models",
        "convert",
        "report",
        "list",
        "selftest",
        "replay",
        "bench"
    })
    void everyCommandHelpsWithAnExample(String command) {
        Ran ran = Ran.holdfast(command, "--help");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("holdfast " + command), ran.out());
        assertTrue(ran.out().contains("Example"), ran.out());
    }

    @Test
    void theListNamesEverything() {
        String out = Ran.holdfast("list").out();
        for (String name :
                new String[] {
                    "redis-seed", "redis-cas", "lock", "failover", "belief", "redis-seed/a15"
                }) {
            assertTrue(out.contains(name), name);
        }
    }
}
