package dev.holdfast.env.processes;

import dev.holdfast.env.node.Jvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Further JVMs like this one. */
final class LocalJvm {
    private LocalJvm() {}

    /** With this JVM's class path and these entries behind it, absolute: nodes run elsewhere. */
    static Jvm with(List<Path> further) {
        String own = System.getProperty("java.class.path", "");
        List<String> entries =
                Stream.concat(
                                Stream.of(own.split(Pattern.quote(File.pathSeparator), -1))
                                        .filter(entry -> !entry.isEmpty())
                                        .map(Path::of),
                                further.stream())
                        .map(entry -> entry.toAbsolutePath().toString())
                        .toList();
        return new Jvm(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                String.join(File.pathSeparator, entries));
    }
}
