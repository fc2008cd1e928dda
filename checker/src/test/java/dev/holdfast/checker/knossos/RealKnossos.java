package dev.holdfast.checker.knossos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.checker.decide.Limits;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where the tests find Knossos; without it they are skipped and say what they need. */
final class RealKnossos {
    static final String CLASSPATH = System.getProperty("holdfast.knossos.classpath", "");
    static final Limits LIMITS = new Limits(Duration.ofSeconds(120), 1L << 30);

    private RealKnossos() {}

    /** Runs {@code body} where the classes of the class path can be found by this thread. */
    static void within(String classpath, Runnable body) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        List<URL> urls = new ArrayList<>();
        try {
            for (String entry : classpath.split(File.pathSeparator)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            thread.setContextClassLoader(new URLClassLoader(urls.toArray(new URL[0]), before));
            body.run();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    static KnossosOptions options() {
        KnossosOptions options = KnossosOptions.standard().at(CLASSPATH);
        assumeTrue(
                KnossosEngine.missing(options).isEmpty(),
                "needs -Dholdfast.knossos.classpath=JARS with Clojure and Knossos");
        return options;
    }
}
