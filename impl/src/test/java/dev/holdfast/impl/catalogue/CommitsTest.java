package dev.holdfast.impl.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.holdfast.impl.commit.CommitSystem;
import dev.holdfast.impl.topology.Service;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommitsTest {

    @Test
    void listsEveryProtocolOfThisModule() throws IOException, URISyntaxException {
        Set<Class<?>> listed =
                Commits.everything().map(Object::getClass).collect(Collectors.toSet());
        Path classes =
                Path.of(Commits.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> found;
        try (Stream<Path> files = Files.walk(classes)) {
            found =
                    files.map(file -> classes.relativize(file).toString())
                            .filter(file -> file.endsWith(".class") && !file.contains("-info"))
                            .<Class<?>>map(CommitsTest::load)
                            .filter(CommitSystem.class::isAssignableFrom)
                            .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                            .toList();
        }
        assertTrue(found.size() >= 20, "the search saw only " + found);
        for (Class<?> type : found) {
            if (!listed.contains(type)) {
                fail("add to Commits: new " + type.getSimpleName() + "(),");
            }
        }
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, CommitsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    /** Whoever looks at the catalogue need not have what some of it is made with. */
    @Test
    void isThereWithoutTheLibraries() throws Exception {
        List<URL> lean = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.matches(".*(narayana|jboss|atomikos|transaction-api).*")) {
                lean.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(
                        lean.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            assertThrows(
                    ClassNotFoundException.class,
                    () -> loader.loadClass("com.atomikos.icatch.jta.UserTransactionManager"));
            Class<?> catalogue = Class.forName(Commits.class.getName(), true, loader);
            List<?> all = (List<?>) catalogue.getMethod("all").invoke(null);
            assertEquals(Commits.all().size(), all.size());
        }
    }

    @Test
    void everyOneDescribesItself() {
        Set<String> names = new HashSet<>();
        for (CommitSystem system : Commits.everything().toList()) {
            assertTrue(system.name().matches("[a-z][a-z0-9-]{1,40}"));
            assertTrue(names.add(system.name()), system.name() + " twice");
            assertEquals(system, Catalogue.find(system.name()).orElseThrow(), "not a lock");
            assertFalse(system.summary().isBlank());
            assertFalse(system.summary().contains("\n"));
            assertFalse(system.points().isEmpty(), system.name() + " passes no point");
            assertFalse(system.claims().promises().isEmpty());
            Set<String> services =
                    system.topology().services().stream()
                            .map(Service::name)
                            .collect(Collectors.toSet());
            assertTrue(services.containsAll(system.cast().participantServices()));
            assertEquals(system, Commits.find(system.name()).orElseThrow());
        }
    }

    @Test
    void brokenOnesAreNamedSoAndNotMixedWithTheOthers() {
        for (Specimen<CommitSystem> specimen : Commits.broken()) {
            String type = specimen.system().getClass().getSimpleName();
            assertEquals(
                    specimen.system().name(),
                    type.replaceAll("([A-Z])", "-$1").substring(1).toLowerCase(Locale.ROOT));
        }
        for (CommitSystem system : Commits.all()) {
            assertFalse(system.name().startsWith("broken-"));
        }
    }

    /** Else a specimen that is caught would pass for a protocol that may break there. */
    @Test
    void aSpecimenBreaksWhatItsCounterpartKeeps() {
        for (Specimen<CommitSystem> specimen : Commits.broken()) {
            CommitSystem system = specimen.system();
            CommitSystem right = specimen.right();
            assertEquals(Catalogue.find(right.name()).orElseThrow().getClass(), right.getClass());
            assertEquals(right.claims(), system.claims(), system.name());
            assertEquals(right.cast(), system.cast(), system.name());
            assertEquals(right.topology(), system.topology(), system.name());
            assertTrue(system.claims().promises().contains(specimen.broken()));
            assertFalse(
                    system.claims().mayBreak(specimen.broken(), Set.of(specimen.exposedBy())),
                    system.name());
            specimen.point().ifPresent(p -> assertTrue(right.points().contains(p), p.label()));
            assertFalse(specimen.why().isBlank());
        }
        assertEquals(12, Commits.broken().size());
    }

    @Test
    void unknownNamesListTheNearestFirst() {
        assertTrue(Commits.find("xa-rew").isEmpty());
        assertEquals("xa-raw", Catalogue.nearest("xa-rew").get(0));
    }
}
