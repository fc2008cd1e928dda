package dev.holdfast.checker.knossos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkers of ours, called by Jepsen's own {@code compose} with one of its histories. */
class JepsenCheckerTest {
    private static final String CLASSPATH = System.getProperty("holdfast.jepsen.classpath", "");

    private static final String LOST_WRITE =
            "[{:process 0 :type :invoke :f :write :value 1}"
                    + " {:process 0 :type :ok :f :write :value 1}"
                    + " {:process :nemesis :type :info :f :kill :value nil}"
                    + " {:process 1 :type :invoke :f :read :value nil}"
                    + " {:process 1 :type :ok :f :read :value %s}]";

    @BeforeEach
    void needsJepsen() {
        boolean isThere =
                Arrays.stream(CLASSPATH.split(File.pathSeparator))
                        .anyMatch(e -> Files.exists(Path.of(e, "jepsen", "checker.clj")));
        assumeTrue(isThere, "needs -Dholdfast.jepsen.classpath=SOURCES with jepsen.checker");
    }

    @Test
    void accepts() {
        Map<?, ?> result = check("(linearizable {:model \"cas-register\"})", "1");
        assertEquals(true, get(result, "valid?"));
        assertEquals(true, get(get(result, "ours"), "valid?"));
        assertEquals("cas-register", get(get(get(result, "ours"), "holdfast"), "checker"));
    }

    @Test
    void refusesWithTheArgument() {
        Map<?, ?> result = check("(linearizable {:model \"register\" :nil-reads :initial})", "7");
        assertEquals(false, get(result, "valid?"));
        Object said = get(get(result, "ours"), "holdfast");
        assertEquals("not-linearizable", get(said, "kind"));
        assertTrue(String.valueOf(get(said, "argument")).length() > 20, said::toString);
        assertTrue(String.valueOf(get(said, "ops")).contains("4"), said::toString);
    }

    @Test
    void doesNotKnowWhatItCannotJudge() {
        assertEquals(":unknown", String.valueOf(get(check("(checker \"belief\")", "1"), "valid?")));
    }

    /** Loading Jepsen writes classes, which is what {@code *compile-path*} is for. */
    private static Map<?, ?> check(String checker, String value) {
        Object[] result = new Object[1];
        RealKnossos.within(
                CLASSPATH,
                () -> {
                    IFn loadString = Clojure.var("clojure.core", "load-string");
                    result[0] =
                            loadString.invoke(
                                    """
                                    (binding [*compile-path* "target/jepsen-classes"]
                                      (require 'jepsen.checker 'jepsen.history 'holdfast.jepsen))
                                    (jepsen.checker/check
                                      (jepsen.checker/compose
                                        {:ours (binding [*ns* (the-ns 'holdfast.jepsen)]
                                                 (eval '%s))})
                                      {:name "test"}
                                      (jepsen.history/history %s)
                                      {})
                                    """
                                            .formatted(checker, LOST_WRITE.formatted(value)));
                });
        return (Map<?, ?>) result[0];
    }

    private static Object get(Object map, String key) {
        return ((Map<?, ?>) map).get(Clojure.read(":" + key));
    }
}
