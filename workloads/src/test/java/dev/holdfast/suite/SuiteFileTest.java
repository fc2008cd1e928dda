package dev.holdfast.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad suites: file, line, what would be right. */
class SuiteFileTest {
    /** An entry that is right; the tables spoil it. {@code ¶} is a line break. */
    private static final String RIGHT = "cells:¶  - subjects: redis-seed¶    faults: none¶";

    private static Suite parse(String text) {
        return Suites.parse("t", "t.yaml", text.replace("¶", "\n"), Path.of(""), Optional.empty());
    }

    @Test
    void theEntryThatTheTablesSpoilIsRight() {
        assertEquals(1, parse(RIGHT).cells().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\"\"|1: is empty",
                "# nothing¶|1: is empty",
                "word|1: keys with values are missing here",
                "cells: []|1: has no cells",
                "cells:¶|1: has no cells",
                "description: x¶|1: has no cells",
                "cells: redis-seed|1: 'cells' is not a list",
                "cels: []|1: unknown key 'cels'; known, nearest first: cells",
                "cells:¶  - redis-seed|2: keys with values are missing here",
                "cells:¶  - {}|2: has no 'subjects'",
                "cells:¶  - subjects: redis-seed|2: has no 'faults'",
                "cells:¶  - scenarios: redis-seed/a99|2: unknown scenario 'redis-seed/a99'",
                "cells:¶  - scenarios: redis-sed/*|2: unknown scenario 'redis-sed/*'; known, nearest",
                "cells:¶  - scenarios: all¶    seeds: 1|3: 'seeds' stands beside 'scenarios'",
                "cells:¶  - scenarios: [redis-seed/*, redis-seed/a1]|2: redis-seed/a1 is there twice",
                "cells:¶  - scenarios: redis-seed/a1¶  - scenarios: all|3: scenario/redis-seed/a1 is there already, by the entry at line 2",
                "cells:¶  - faults: none|2: has no 'subjects'",
                "cells:¶  - subjects: redis-seed¶    faults: crash:each|3: crash:each needs a commit protocol that says what its steps are, and redis-seed does not",
                "cells:¶  - subjects: dual-write¶    faults: crash:eech|3: 'eech' is no point of a commit protocol; write one of prepare-sent, ",
                "cells:¶  - subjects: redis-seed¶    except: redis-cas¶    faults: none|3: 'except' leaves some out of all, and all are not named",
                "cells:¶  - subjects: all¶    except: redis-sed¶    faults: none|3: unknown subject 'redis-sed'; known, nearest first: redis-seed",
                "cells:¶  - subjects: all¶    except: [redis-cas, redis-cas]¶    faults: none|3: 'redis-cas' stands in 'except' twice",
                "cells:¶  - subjects: [all, redis-cas]¶    except: redis-cas¶    faults: none|3: 'redis-cas' stands in 'subjects' and in 'except'",
                "cells:¶  - scenarios: all¶    except: redis-cas|3: 'except' stands beside 'scenarios'",
                "cells:¶  - subjects: redis-seed¶    fault: none|3: unknown key 'fault'; known, nearest first: faults",
                "cells:¶  - subjects: redis-seed¶    faults:|3: 'faults' has no value",
                "cells:¶  - subjects: redis-seed¶    faults: []|3: 'faults' is an empty list",
                "cells:¶  - subjects: redis-seed¶    faults: [[none]]|3: 'faults' must be a word, or a list",
                "cells:¶  - subjects: {a: b}¶    faults: none|2: 'subjects' must be a word, or a list",
                "cells:¶  - subjects:¶    - redis-seed¶    - redis-sed¶    faults: none|4: unknown subject 'redis-sed'; known, nearest first: redis-seed",
                "cells:¶  - subjects: com.acme.Nothing¶    faults: none¶    classpath: no/such.jar|2: --classpath names",
                "cells:¶  - subjects: redis-seed¶    faults: [pause, puase]|3: unknown fault 'puase'; known, nearest first: pause",
                "cells:¶  - subjects: redis-seed¶    faults: pause+|3: unknown fault ''",
                "cells:¶  - subjects: redis-seed¶    faults: none+pause|3: faults none,pause is out of range",
                "cells:¶  - subjects: redis-seed¶    faults: pause¶    time-limit: 3s|3: a time limit of 3000 ms leaves no room for a pause",
                "cells:¶  - subjects: etcd-jetcd¶    faults: [none, clock-jump]|3: clock-jump moves the clock of a server, and etcd's cannot be moved",
                "cells:¶  - subjects: redis-seed¶    faults: all¶    time-limit: 3s|3: a time limit of 3000 ms leaves no room for a pause",
                "cells:¶  - subjects: redis-token¶    faults: partition|3: partition needs an ensemble of three servers or more",
                "cells:¶  - subjects: postgres-row¶    faults: [none, kill-all]|3: kill-all needs an ensemble or several servers",
                "cells:¶  - subjects: redlock¶    faults: partition-silent|3: partition-silent needs an ensemble",
                "cells:¶  - subjects: zk-curator¶    faults: failover|3: failover needs",
                "cells:¶  - subjects: zk-curator¶    faults: rolling-restart¶    time-limit: 8s|3: a time limit of 8000 ms leaves no room for a rolling-restart",
                "cells:¶  - subjects: etcd-jetcd¶    faults: kill-all¶    persistence: volatile|3: volatile persistence for etcd",
                "cells:¶  - subjects: redis-seed¶    faults: [none, none]|3: redis-seed/lock/none/1 is there twice, by the entries at lines 2 and 2",
                "¶a: &x b|2: unknown key 'a'",
                "cells:¶  - subjects: &x redis-seed¶    faults: *x|3: aliases",
                "cells: [|1: is not YAML",
                "cells:¶  - subjects: redis-seed¶   faults: none|3: is not YAML",
                "cells:¶\t- a|2: is not YAML",
                "cells: []¶---¶cells: []|3: a second document starts here",
                "cells: []¶cells: []|2: 'cells' stands here for the second time",
                "a: {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}|1: is nested more than 8 deep"
            })
    void badForm(String text, String expected) {
        BadSuiteException e = assertThrows(BadSuiteException.class, () -> parse(text));
        assertTrue(String.valueOf(e.getMessage()).startsWith("t.yaml:" + expected), e.getMessage());
        assertEquals(1, String.valueOf(e.getMessage()).lines().count(), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "seeds: x | seeds: 'x' is not a whole number, or a range such as 1..5",
                "seeds: 5..1 | seeds: '5..1' is not a range of 1 to 1000 seeds",
                "seeds: 1..9999999 | is not a range of 1 to 1000 seeds",
                "seeds: [1, 1] | '1' stands in 'seeds' twice",
                "persistence: durabel | persistence: unknown value 'durabel'; known, nearest first: durable",
                "env: moon | env: unknown environment 'moon'; known, nearest first: auto",
                "time-limit: 30 | '30' is not a duration such as",
                "fail-fast: maybe | fail-fast: 'maybe' is neither true nor false",
                "expect: good | unknown value 'good'; known, nearest first:",
                "rate: fast | rate: 'fast' is not a number",
                "rate: 0 | rate 0.0 is out of range; it must be above 0",
                "rate: NaN | rate NaN is out of range",
                "nodes: 99 | nodes 99 is out of range; it must be 1 to 9",
                "nodes: many | nodes: 'many' is not a whole number",
                "concurrency: x | : concurrency 'x' is not a number",
                "accounts: 0 | accounts 0 is out of range",
                "lease: 1500ms | lease PT1.5S is out of range; it must be a whole number of seconds",
                "fault-interval: 2h | fault-interval PT2H is out of range",
                "workloads: lok | unknown workload 'lok'; known, nearest first: lock"
            })
    void badSettingsAreToldWithTheirOwnLine(String line, String expected) {
        String text = RIGHT + "¶¶    " + line + "¶";
        BadSuiteException e = assertThrows(BadSuiteException.class, () -> parse(text));
        assertTrue(String.valueOf(e.getMessage()).startsWith("t.yaml:6: "), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains(expected), e.getMessage());
    }

    @Test
    void whatIsTooMuchIsRefusedBeforeItIsDrawn() {
        String text = "cells:¶  - subjects: all¶    faults: [none, pause, cut]¶    seeds: 1..1000¶";
        BadSuiteException e = assertThrows(BadSuiteException.class, () -> parse(text));
        assertTrue(String.valueOf(e.getMessage()).contains("more than 10000 cells"));
    }
}
