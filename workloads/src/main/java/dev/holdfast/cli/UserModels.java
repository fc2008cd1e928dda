package dev.holdfast.cli;

import dev.holdfast.checker.model.Model;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Models that are not ours: one class with a constructor without arguments, in a jar or a folder of
 * classes.
 *
 * <p>The only place outside the agents where a class is looked up by its name. A model is code that
 * its author runs on purpose, in this process.
 */
final class UserModels {
    private UserModels() {}

    /** Whether {@code name} is a class and not one of the catalogue: it has a package. */
    static boolean isClassName(String name) {
        return name.contains(".");
    }

    /**
     * Makes the model.
     *
     * @throws IllegalArgumentException with one line that says what is missing
     */
    static Model<?> load(String name, String classpath) {
        try {
            // Left open on purpose: the model loads its own classes for as long as it is used.
            ClassLoader loader = new URLClassLoader(urls(classpath), Model.class.getClassLoader());
            Object made =
                    loader.loadClass(name).asSubclass(Model.class).getConstructor().newInstance();
            return speaking(name, (Model<?>) made);
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw bad(name, "is not on --classpath: " + e.getMessage());
        } catch (ClassCastException e) {
            throw bad(name, "is not a " + Model.class.getName());
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw bad(name, "must be public, not abstract, with a constructor without arguments");
        } catch (InvocationTargetException e) {
            throw bad(name, "cannot be made: " + e.getCause());
        } catch (LinkageError e) {
            throw bad(name, "cannot be loaded: " + e.getMessage());
        }
    }

    /** {@code model}, if it has a name and functions; a check could otherwise only crash. */
    private static Model<?> speaking(String name, Model<?> model) {
        Set<String> functions;
        String called;
        try {
            functions = model.functions();
            called = model.name();
        } catch (RuntimeException e) {
            throw bad(name, "does not tell its name and functions: " + e);
        }
        if (functions == null || functions.isEmpty()) {
            throw bad(name, "knows no functions; expected some, such as read and write");
        }
        if (called == null) {
            throw bad(name, "has no name; expected one");
        }
        return model;
    }

    private static URL[] urls(String classpath) {
        List<URL> urls = new ArrayList<>();
        for (String entry : classpath.split(java.io.File.pathSeparator, -1)) {
            if (entry.isEmpty()) {
                continue;
            }
            Path path = Path.of(entry);
            if (!Files.exists(path)) {
                throw new IllegalArgumentException(
                        "--classpath names '" + entry + "', which does not exist");
            }
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("--classpath: " + e.getMessage(), e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static IllegalArgumentException bad(String name, String why) {
        return new IllegalArgumentException("model class " + name + " " + why);
    }
}
