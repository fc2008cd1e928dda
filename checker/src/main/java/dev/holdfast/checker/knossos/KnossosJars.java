package dev.holdfast.checker.knossos;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/** Looks for Clojure and Knossos on a class path without loading anything. */
final class KnossosJars {
    private static final String HOW =
            "give their jars with --knossos-classpath (`lein classpath` in a project that depends on"
                    + " knossos prints it), or build with -Pknossos -Dclojars.url=URL of Clojars";

    private KnossosJars() {}

    /** One line that says what is missing and how to get it; empty if nothing is. */
    static Optional<String> missing(String classpath) {
        List<Path> entries = entries(classpath);
        boolean clojure = holds(entries, "clojure/main.class", "clojure/main.class");
        boolean knossos = holds(entries, "knossos/wgl.clj", "knossos/wgl__init.class");
        if (clojure && knossos) {
            return Optional.empty();
        }
        String what = clojure ? "Knossos is" : knossos ? "Clojure is" : "Clojure and Knossos are";
        return Optional.of("%s not on the class path; %s".formatted(what, HOW));
    }

    private static boolean holds(List<Path> entries, String... anyOf) {
        for (Path entry : entries) {
            for (String name : anyOf) {
                if (holds(entry, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean holds(Path entry, String name) {
        if (Files.isDirectory(entry)) {
            return Files.exists(entry.resolve(name));
        }
        if (!Files.isRegularFile(entry)) {
            return false;
        }
        try (ZipFile zip = new ZipFile(entry.toFile())) {
            return zip.getEntry(name) != null;
        } catch (IOException e) { // not a jar: java ignores it too
            return false;
        }
    }

    private static List<Path> entries(String classpath) {
        List<Path> entries = new ArrayList<>();
        for (String entry : classpath.split(File.pathSeparator, -1)) {
            if (entry.endsWith("/*") || entry.endsWith("\\*")) {
                addJars(Path.of(entry.substring(0, entry.length() - 2)), entries);
            } else if (!entry.isEmpty()) {
                entries.add(Path.of(entry));
            }
        }
        return entries;
    }

    private static void addJars(Path directory, List<Path> entries) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.{jar,JAR}")) {
            jars.forEach(entries::add);
        } catch (IOException e) { // no such directory holds no jars
            return;
        }
    }
}
