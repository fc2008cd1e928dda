package dev.holdfast.cli;

import dev.holdfast.experiment.Lab.Asked;
import dev.holdfast.run.Subjects;
import java.io.File;
import java.util.List;

/** Subjects of experiments, as the command line names them. */
final class AskedFor {
    private AskedFor() {}

    /**
     * The subject of this name or class.
     *
     * @throws IllegalArgumentException in one line, if there is none
     */
    static Asked subject(String name, List<String> classpath) {
        List<String> absolute =
                classpath.stream().map(path -> new File(path).getAbsolutePath()).toList();
        return new Asked(name, absolute, Subjects.describe(name, absolute));
    }
}
