package dev.holdfast.suite;

import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Faults;
import dev.holdfast.impl.agent.CommitTraits;
import dev.holdfast.impl.agent.SubjectDescription;
import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.commit.Point;
import dev.holdfast.impl.subject.Claims;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Names;
import dev.holdfast.run.RunOptions;
import dev.holdfast.run.RunPlan;
import dev.holdfast.run.Subjects;
import dev.holdfast.suite.Block.Word;
import dev.holdfast.workload.Workload;
import dev.holdfast.workload.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Multiplies the blocks of a suite out, and draws every run.
 *
 * <p>{@code all} stands for everything in the catalogue that is possible here; what is named and
 * not possible is an error with its line. Persistence is multiplied only for faults where it makes
 * a difference.
 */
final class Expansion {
    private static final String ALL = "all";
    private static final int CELLS_MAX = 10_000;

    private final String file;
    private final Path folder;
    private final Optional<String> env;
    private final Map<String, SubjectDescription> described = new HashMap<>();
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    /**
     * Prepares it.
     *
     * @param folder what entries of a class path are relative to
     * @param env the environment for all cells, whatever the blocks say; empty to follow them
     */
    Expansion(String file, Path folder, Optional<String> env) {
        this.file = file;
        this.folder = folder;
        this.env = env;
    }

    /**
     * A subject.
     *
     * @param name as it is named: its own name, or its class
     * @param isOneOfAll whether it is there because all are, so that what it cannot is left out
     */
    private record Subject(String name, SubjectDescription description, boolean isOneOfAll) {}

    /** One choice of every axis, with the words that name it. */
    private record Choice(
            Subject subject,
            Workload workload,
            List<String> faults,
            Word faultWord,
            Persistence persistence,
            String env,
            long seed) {}

    /**
     * The cells of all blocks.
     *
     * @throws BadSuiteException if one cannot be run
     */
    List<Cell> expand(List<Block> blocks) {
        blocks.forEach(this::expand);
        return List.copyOf(cells.values());
    }

    private void expand(Block block) {
        Knobs knobs = new Knobs(file, folder, env, block);
        if (!block.words(SuiteReader.SCENARIOS).isEmpty()) {
            ScenarioCells.of(file, block, knobs).forEach(cell -> add(block, cell));
            return;
        }
        if (block.words(SuiteReader.SUBJECTS).isEmpty()) {
            throw new BadSuiteException(
                    file,
                    block.line(),
                    "has no 'subjects' and no 'scenarios'; name some, or say 'subjects: all'");
        }
        if (block.words(SuiteReader.FAULTS).isEmpty()) {
            throw new BadSuiteException(
                    file, block.line(), "has no 'faults'; name some, or say 'none' or 'all'");
        }
        Set<String> left = exceptions(block);
        int before = cells.size();
        for (Word word : block.words(SuiteReader.SUBJECTS)) {
            for (String name : names(word)) {
                if (left.contains(name)) {
                    continue;
                }
                Subject subject =
                        new Subject(name, describe(word, name, knobs), word.text().equals(ALL));
                expand(block, knobs, subject);
            }
        }
        if (cells.size() == before) {
            throw new BadSuiteException(
                    file, block.line(), "comes to no run at all: no subject can be run so");
        }
    }

    /** Those of all subjects that are left out. */
    private Set<String> exceptions(Block block) {
        List<Word> words = block.words(SuiteReader.EXCEPT);
        List<Word> subjects = block.words(SuiteReader.SUBJECTS);
        if (!words.isEmpty() && subjects.stream().noneMatch(w -> w.text().equals(ALL))) {
            throw new BadSuiteException(
                    file,
                    words.get(0).line(),
                    "'except' leaves some out of all, and all are not named; leave it out, or say"
                            + " 'subjects: all'");
        }
        Set<String> left = new HashSet<>();
        for (Word word : words) {
            String name = word.text();
            at(word, () -> Names.find("subject", name, subjectsOfTheCatalogue(), n -> n));
            if (subjects.stream().anyMatch(w -> w.text().equals(name))) {
                throw new BadSuiteException(
                        file,
                        word.line(),
                        "'%s' stands in 'subjects' and in 'except'; keep one".formatted(name));
            }
            if (!left.add(name)) {
                throw new BadSuiteException(
                        file, word.line(), "'%s' stands in 'except' twice".formatted(name));
            }
        }
        return left;
    }

    private static List<String> names(Word subject) {
        return subject.text().equals(ALL) ? subjectsOfTheCatalogue() : List.of(subject.text());
    }

    private static List<String> subjectsOfTheCatalogue() {
        return Catalogue.all().stream().map(dev.holdfast.impl.subject.Subject::name).toList();
    }

    private SubjectDescription describe(Word word, String name, Knobs knobs) {
        return described.computeIfAbsent(
                name + knobs.classpath(),
                key -> at(word, () -> Subjects.describe(name, knobs.classpath())));
    }

    private void expand(Block block, Knobs knobs, Subject subject) {
        for (Workload workload : workloads(block, subject)) {
            for (Word fault : block.words(SuiteReader.FAULTS)) {
                for (List<String> faults : faults(fault, subject, knobs)) {
                    for (Persistence persistence : knobs.persistence(faults)) {
                        if (subject.isOneOfAll()
                                && !isPossible(faults, persistence, fault, subject, knobs)) {
                            continue;
                        }
                        for (String environment : knobs.environments()) {
                            for (long seed : knobs.seeds()) {
                                Choice choice =
                                        new Choice(
                                                subject,
                                                workload,
                                                faults,
                                                fault,
                                                persistence,
                                                environment,
                                                seed);
                                add(block, knobs, choice);
                            }
                        }
                    }
                }
            }
        }
    }

    /** Those that are named, or else the one that asks most of the subject. */
    private List<Workload> workloads(Block block, Subject subject) {
        SubjectDescription description = subject.description();
        List<Word> named = block.words(SuiteReader.WORKLOADS);
        if (named.isEmpty()) {
            return List.of(Workloads.fitting("", description));
        }
        List<Workload> chosen = new ArrayList<>();
        for (Word word : named) {
            if (!word.text().equals(ALL)) {
                Workload asked = at(word, () -> Workloads.find(word.text()));
                if (asked.suits(description) || !subject.isOneOfAll()) {
                    chosen.add(at(word, () -> Workloads.fitting(asked.name(), description)));
                }
            } else {
                Workloads.all().stream().filter(w -> w.suits(description)).forEach(chosen::add);
            }
        }
        return chosen;
    }

    private List<List<String>> faults(Word word, Subject subject, Knobs knobs) {
        if (word.text().equals(ALL)) {
            List<List<String>> all = new ArrayList<>();
            all.add(List.of(Faults.NONE));
            for (Fault fault : Faults.all()) {
                List<String> kinds = List.of(fault.kind());
                if (isPossible(kinds, Persistence.DURABLE, word, subject, knobs)) {
                    all.add(kinds);
                }
            }
            return all;
        }
        if (word.text().equals(Faults.EACH_POINT)) {
            return eachPoint(word, subject);
        }
        List<String> kinds = Stream.of(word.text().split("\\+", -1)).map(String::strip).toList();
        kinds.stream()
                .filter(kind -> !kind.equals(Faults.NONE))
                .forEach(kind -> at(word, () -> Faults.find(kind)));
        return List.of(kinds);
    }

    private List<List<String>> eachPoint(Word word, Subject subject) {
        Set<Point> points =
                subject.description().commit().map(CommitTraits::points).orElse(Set.of());
        if (points.isEmpty() && !subject.isOneOfAll()) {
            throw new BadSuiteException(
                    file,
                    word.line(),
                    "%s needs a commit protocol that says what its steps are, and %s does not"
                            .formatted(word.text(), subject.name()));
        }
        return Faults.atEach(points).stream().map(List::of).toList();
    }

    private boolean isPossible(
            List<String> kinds, Persistence persistence, Word word, Subject subject, Knobs knobs) {
        RunOptions options =
                knobs.over(RunOptions.of(subject.name(), "", kinds, 0).with(persistence));
        return at(word, () -> options.unavailable(subject.description())).isEmpty();
    }

    private void add(Block block, Knobs knobs, Choice choice) {
        RunOptions options =
                knobs.over(
                        RunOptions.of(
                                        choice.subject().name(),
                                        choice.workload().name(),
                                        choice.faults(),
                                        choice.seed())
                                .with(choice.persistence()));
        RunPlan plan;
        try {
            plan = options.plan(choice.subject().description());
        } catch (IllegalArgumentException e) {
            throw knobs.bad(choice.faultWord(), String.valueOf(e.getMessage()));
        }
        Claims claims = choice.subject().description().claims();
        Set<Hazard> hazards = Condition.hazards(plan.faults(), plan.persistence());
        List<Promise> breaks =
                claims.promises().stream()
                        .filter(p -> claims.mayBreak(p, hazards))
                        .sorted()
                        .toList();
        String id = freshId(block, knobs, choice, plan);
        Cell cell =
                new Cell(
                        id,
                        plan,
                        choice.subject().description(),
                        choice.workload(),
                        choice.env(),
                        knobs.failFast(),
                        knobs.expect(),
                        breaks.isEmpty() ? "kept" : "may break " + words(breaks),
                        knobs.said(),
                        !breaks.isEmpty(),
                        namedAt(choice));
        add(block, cell);
    }

    private void add(Block block, Cell cell) {
        Cell other = cells.put(cell.id(), cell);
        if (other != null) {
            throw new BadSuiteException(
                    file,
                    block.line(),
                    "%s is there already, by the entry at line %d; name it once"
                            .formatted(cell.id(), lines.getOrDefault(cell.id(), 0)));
        }
        lines.put(cell.id(), block.line());
        if (cells.size() > CELLS_MAX) {
            throw new BadSuiteException(
                    file,
                    block.line(),
                    "more than " + CELLS_MAX + " cells; make it several suites");
        }
    }

    private Optional<String> namedAt(Choice choice) {
        Word word = choice.faultWord();
        return word.text().equals(ALL) ? Optional.empty() : Optional.of(file + ":" + word.line());
    }

    /** Two runs of the same name differ in their options; the same run twice is a mistake. */
    private String freshId(Block block, Knobs knobs, Choice choice, RunPlan plan) {
        String base =
                String.join(
                        "/",
                        choice.subject().name(),
                        plan.workload(),
                        Condition.of(plan.faults(), plan.persistence()).replace(' ', '-'),
                        Long.toString(plan.seed()));
        if (!choice.env().equals(Knobs.AUTO)) {
            base += "@" + choice.env();
        }
        String id = base;
        for (int n = 2; cells.containsKey(id); n++) {
            Cell other = cells.get(id);
            if (other != null && other.plan().equals(plan)) {
                throw knobs.bad(
                        choice.faultWord(),
                        "%s is there twice, by the entries at lines %d and %d; name it once"
                                .formatted(base, lines.getOrDefault(id, 0), block.line()));
            }
            id = base + "~" + n;
        }
        return id;
    }

    private static String words(List<Promise> promises) {
        return promises.stream()
                .map(p -> p.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private <T> T at(Word word, Supplier<T> find) {
        try {
            return find.get();
        } catch (BadSuiteException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new BadSuiteException(file, word.line(), String.valueOf(e.getMessage()));
        }
    }
}
