package dev.holdfast.impl.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.holdfast.impl.lock.LockSystem;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.subject.Promise;
import dev.holdfast.impl.subject.Subject;
import java.io.File;
import java.io.IOException;
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

class LocksTest {

    private static Stream<LockSystem> everything() {
        return Stream.concat(Locks.all().stream(), Locks.broken().stream().map(Specimen::system));
    }

    @Test
    void listsEveryLockOfThisModule() throws IOException, URISyntaxException {
        Set<Class<?>> listed = everything().map(Object::getClass).collect(Collectors.toSet());
        Path classes =
                Path.of(Locks.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> found;
        try (Stream<Path> files = Files.walk(classes)) {
            found =
                    files.map(file -> classes.relativize(file).toString())
                            .filter(file -> file.endsWith(".class") && !file.contains("-info"))
                            .<Class<?>>map(LocksTest::load)
                            .filter(LockSystem.class::isAssignableFrom)
                            .filter(type -> !type.isInterface())
                            .toList();
        }
        assertTrue(found.size() >= 11, "the search saw only " + found);
        for (Class<?> type : found) {
            if (!listed.contains(type)) {
                fail("add to Locks: new " + type.getSimpleName() + "(),");
            }
        }
    }

    /** Whoever looks at the catalogue need not have what some of its locks are made with. */
    @Test
    void isThereWithoutTheLibraries() throws Exception {
        List<URL> lean = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.matches(
                    ".*(redisson|shedlock|springframework|lettuce|HikariCP|hazelcast-5).*")) {
                lean.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(
                        lean.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            assertThrows(
                    ClassNotFoundException.class, () -> loader.loadClass("org.redisson.Redisson"));
            Class<?> catalogue = Class.forName(Locks.class.getName(), true, loader);
            List<?> all = (List<?>) catalogue.getMethod("all").invoke(null);
            assertEquals(Locks.all().size(), all.size());
        }
    }

    private static Class<?> load(String file) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            return Class.forName(name, false, LocksTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    @Test
    void namesAreFitForCommandLinesAndDistinct() {
        Set<String> names = new HashSet<>();
        everything()
                .forEach(
                        system -> {
                            assertTrue(system.name().matches("[a-z][a-z0-9-]{1,40}"));
                            assertTrue(names.add(system.name()), system.name() + " twice");
                            assertFalse(system.summary().isBlank());
                            assertFalse(system.summary().contains("\n"));
                            assertEquals(system, Catalogue.find(system.name()).orElseThrow());
                        });
    }

    @Test
    void brokenOnesAreNamedSoAndNotMixedWithTheOthers() {
        for (Specimen<LockSystem> specimen : Locks.broken()) {
            assertTrue(specimen.system().name().startsWith("broken-"));
            String type = specimen.system().getClass().getSimpleName();
            assertEquals(
                    specimen.system().name(),
                    type.replaceAll("([A-Z])", "-$1").substring(1).toLowerCase(Locale.ROOT));
        }
        for (LockSystem system : Locks.all()) {
            assertFalse(system.name().startsWith("broken-"));
        }
    }

    /** Else a specimen that is caught would pass for a lock that may break there. */
    @Test
    void aSpecimenBreaksWhatItsCounterpartKeeps() {
        for (Specimen<LockSystem> specimen : Locks.broken()) {
            assertTrue(specimen.system().claims().promises().contains(specimen.broken()));
            assertFalse(
                    specimen.system()
                            .claims()
                            .mayBreak(specimen.broken(), Set.of(specimen.exposedBy())),
                    specimen.system().name());
        }
    }

    @Test
    void theRightCounterpartIsListedAndKeepsWhatTheSpecimenBreaks() {
        for (Specimen<LockSystem> specimen : Locks.broken()) {
            LockSystem right = specimen.right();
            Subject listed = Catalogue.find(right.name()).orElseThrow();
            assertEquals(right.getClass(), listed.getClass());
            assertEquals(right.claims(), specimen.system().claims(), right.name());
            assertEquals(right.sharing(), specimen.system().sharing(), right.name());
        }
    }

    @Test
    void unknownNamesListTheNearestFirst() {
        assertTrue(Catalogue.find("redis-sed").isEmpty());
        assertEquals("redis-seed", Catalogue.nearest("redis-sed").get(0));
        assertEquals("redis-watchdog", Catalogue.nearest("watchdog").get(0));
        assertEquals(
                everything().count() + Commits.everything().count(), Catalogue.nearest("").size());
    }

    @Test
    void claimsFollowTheTable() {
        assertClaims(
                "redis-seed", Promise.SERVICE, "PAUSE KILL_VOLATILE CUT LATENCY FAILOVER CLOCK");
        assertClaims(
                "redis-seed", Promise.RESOURCE, "PAUSE KILL_VOLATILE CUT LATENCY FAILOVER CLOCK");
        assertClaims("redis-token", Promise.SERVICE, "KILL_VOLATILE FAILOVER CLOCK");
        assertClaims(
                "redis-token", Promise.BELIEF, "PAUSE KILL_VOLATILE CUT LATENCY FAILOVER CLOCK");
        assertClaims("redis-sentinel", Promise.SERVICE, "PAUSE KILL_VOLATILE FAILOVER CLOCK");
        assertClaims("redis-watchdog", Promise.SERVICE, "KILL_VOLATILE FAILOVER CLOCK");
        assertClaims("redis-fenced", Promise.SERVICE, "KILL_VOLATILE FAILOVER CLOCK");
        assertClaims("redis-fenced", Promise.RESOURCE, "KILL_VOLATILE FAILOVER");
        assertClaims("redis-cas", Promise.RESOURCE, "KILL_VOLATILE FAILOVER");
        String anywhere = "PAUSE KILL_VOLATILE CUT LATENCY FAILOVER CLOCK";
        for (String name :
                List.of("redisson", "redisson-watchdog", "spring-redis", "spring-jdbc")) {
            assertClaims(name, Promise.SERVICE, "KILL_VOLATILE FAILOVER CLOCK");
            assertClaims(name, Promise.RESOURCE, anywhere);
        }
        for (String name : List.of("shedlock-redis", "shedlock-jdbc")) {
            assertClaims(name, Promise.SERVICE, anywhere + " KILL_DURABLE");
            assertClaims(name, Promise.BELIEF, anywhere + " KILL_DURABLE");
        }
        assertClaims("redisson-fenced", Promise.RESOURCE, "KILL_VOLATILE FAILOVER");
        assertEquals(
                Set.of(Promise.SERVICE, Promise.RESOURCE),
                Catalogue.find("redis-fenced").orElseThrow().claims().promises());
    }

    private static void assertClaims(String name, Promise promise, String hazards) {
        Set<Hazard> expected =
                Stream.of(hazards.split(" ")).map(Hazard::valueOf).collect(Collectors.toSet());
        assertEquals(
                expected,
                Catalogue.find(name).orElseThrow().claims().breaks().get(promise),
                name + " " + promise);
    }
}
