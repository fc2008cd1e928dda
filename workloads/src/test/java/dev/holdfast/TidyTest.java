package dev.holdfast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The outer bounds of the house's order; the formatter and the compiler see to the rest. */
class TidyTest {
    private static final int FILE_LINES = 500;
    private static final int METHOD_LINES = 60;

    /** Files that may be longer, with the reason. */
    private static final Map<String, String> LONG_FILES = Map.of();

    /** Methods that may be longer, with the reason. */
    private static final Map<String, String> LONG_METHODS = Map.of();

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void filesAreOneIdea() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path path : sources()) {
            int lines = Files.readAllLines(path).size();
            if (lines > FILE_LINES && !LONG_FILES.containsKey(path.getFileName().toString())) {
                tooLong.add(ROOT.relativize(path) + " has " + lines + " lines");
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void methodsFitOnAScreen() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    null,
                                    null,
                                    files.getJavaFileObjectsFromPaths(mainSources()));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            List<String> tooLong = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethod(MethodTree method, Void none) {
                        long start = positions.getStartPosition(unit, method);
                        long end = positions.getEndPosition(unit, method);
                        if (start >= 0 && end >= 0) {
                            long lines =
                                    unit.getLineMap().getLineNumber(end)
                                            - unit.getLineMap().getLineNumber(start)
                                            + 1;
                            String name =
                                    Path.of(unit.getSourceFile().getName()).getFileName()
                                            + " "
                                            + method.getName();
                            if (lines > METHOD_LINES && !LONG_METHODS.containsKey(name)) {
                                tooLong.add(name + " has " + lines + " lines");
                            }
                        }
                        return super.visitMethod(method, none);
                    }
                }.scan(unit, null);
            }
            assertEquals(List.of(), tooLong);
        }
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<String> mute = new ArrayList<>();
        for (Path path : mainSources()) {
            if (!Files.exists(path.resolveSibling("package-info.java"))) {
                mute.add(ROOT.relativize(path.getParent()).toString());
            }
        }
        assertEquals(List.of(), mute.stream().distinct().toList());
    }

    @Test
    void everyTypeSaysWhatItIs() throws IOException {
        List<String> mute = new ArrayList<>();
        for (Path path : mainSources()) {
            // The first line in column 0 behind the imports starts the javadoc, or the type itself.
            boolean says =
                    Files.readAllLines(path).stream()
                            .dropWhile(line -> !line.startsWith("package "))
                            .skip(1)
                            .filter(line -> !line.isBlank() && !line.startsWith("import "))
                            .findFirst()
                            .map(line -> line.startsWith("/**"))
                            .orElse(true);
            if (!says) {
                mute.add(ROOT.relativize(path).toString());
            }
        }
        assertEquals(List.of(), mute);
    }

    @Test
    void theTopLevelIsAsDocumented() throws IOException {
        List<String> allowed =
                List.of(
                        "pom.xml",
                        "impl",
                        "checker",
                        "workloads",
                        "docker",
                        "reports",
                        "README.md",
                        "LICENSE",
                        "CONTRIBUTING.md",
                        "holdfast",
                        "store",
                        "target");
        List<String> odd = new ArrayList<>();
        try (Stream<Path> entries = Files.list(ROOT)) {
            entries.map(p -> p.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && !allowed.contains(name))
                    .forEach(odd::add);
        }
        assertEquals(List.of(), odd);
    }

    private static List<Path> mainSources() throws IOException {
        return sources().stream()
                .filter(path -> ROOT.relativize(path).subpath(1, 3).equals(Path.of("src", "main")))
                .toList();
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String module : List.of("checker", "impl", "docker", "reports", "workloads")) {
            try (Stream<Path> walk = Files.walk(ROOT.resolve(module).resolve("src"))) {
                walk.filter(p -> p.toString().endsWith(".java")).forEach(found::add);
            }
        }
        assertTrue(found.size() > 100, "only " + found.size() + " sources seen in " + ROOT);
        return found;
    }
}
