package dev.holdfast.checker.knossos;

import clojure.java.api.Clojure;
import clojure.lang.IFn;

/**
 * The way to Clojure in this process: functions by name, found on the class path of the calling
 * thread.
 */
final class Interop {
    private Interop() {}

    /**
     * The function {@code name} of {@code namespace}, which is loaded if it has not been.
     *
     * @throws KnossosMissingException if Clojure or the namespace is not there
     */
    static IFn function(String namespace, String name) {
        try {
            Clojure.var("clojure.core", "require").invoke(Clojure.read(namespace));
            return Clojure.var(namespace, name);
        } catch (NoClassDefFoundError e) {
            throw new KnossosMissingException("Clojure is not on the class path", e);
        } catch (Exception e) { // Clojure throws checked ones without saying so
            throw new KnossosMissingException(
                    "namespace %s could not be loaded: %s".formatted(namespace, e.getMessage()), e);
        }
    }
}
