package dev.holdfast.impl.agent;

import dev.holdfast.impl.catalogue.Catalogue;
import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Subject;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the implementation that an agent is to host: the only place where a name becomes a class.
 */
final class Subjects {

    private static final int NAMES_MAX = 6;

    private Subjects() {}

    /**
     * The implementation of this catalogue name or class name.
     *
     * @throws AgentException with one line that says what is wrong and what would be right
     */
    static Subject load(String subject) {
        Optional<Subject> known = Catalogue.find(subject);
        if (known.isPresent()) {
            return known.get();
        }
        Class<?> type = findClass(subject);
        if (!Subject.class.isAssignableFrom(type)) {
            throw new AgentException(
                    "class %s implements neither %s nor %s"
                            .formatted(
                                    subject,
                                    LockSystem.class.getName(),
                                    CommitSystem.class.getName()));
        }
        try {
            return (Subject) type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new AgentException(
                    "the constructor of " + subject + " threw " + Classifier.describe(cause(e)), e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new AgentException(
                    "class "
                            + subject
                            + " is not a public class with a public constructor without arguments",
                    e);
        } catch (LinkageError e) {
            throw unloadable(subject, e);
        }
    }

    private static AgentException unloadable(String subject, LinkageError e) {
        Throwable cause = e.getCause();
        String why =
                e instanceof ExceptionInInitializerError && cause != null
                        ? "its static initializer threw " + Classifier.describe(cause)
                        : Classifier.describe(e);
        return new AgentException("class " + subject + " cannot be loaded: " + why, e);
    }

    private static Class<?> findClass(String subject) {
        try {
            return Class.forName(subject);
        } catch (ClassNotFoundException e) {
            List<String> names = Catalogue.nearest(subject);
            String message =
                    subject.contains(".")
                            ? "no class " + subject + " on the agent's class path"
                            : "no subject '"
                                    + subject
                                    + "'; nearest: "
                                    + String.join(", ", names.subList(0, NAMES_MAX))
                                    + "; or the full name of a class of your own";
            throw new AgentException(message, e);
        } catch (LinkageError e) {
            throw unloadable(subject, e);
        }
    }

    private static Throwable cause(InvocationTargetException e) {
        return e.getCause() == null ? e : e.getCause();
    }
}
