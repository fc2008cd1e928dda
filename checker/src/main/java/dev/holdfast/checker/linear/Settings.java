package dev.holdfast.checker.linear;

import dev.holdfast.checker.decide.Limits;
import dev.holdfast.checker.decide.Progress;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Model;
import java.util.Set;

/** What a check is to do; the options of {@link Linearizability}. */
record Settings(
        Model<?> model,
        Fails fails,
        Set<String> ignored,
        String engine,
        Limits limits,
        boolean crossCheck,
        Progress progress) {

    Settings {
        ignored = Set.copyOf(ignored);
    }

    static Settings standard(Model<?> model) {
        return new Settings(
                model,
                Fails.LENIENT,
                Set.of(),
                Engines.AUTO,
                Limits.standard(),
                false,
                Progress.NONE);
    }

    Settings withFails(Fails other) {
        return new Settings(model, other, ignored, engine, limits, crossCheck, progress);
    }

    Settings withIgnored(Set<String> other) {
        return new Settings(model, fails, other, engine, limits, crossCheck, progress);
    }

    Settings withEngine(String other) {
        return new Settings(model, fails, ignored, other, limits, crossCheck, progress);
    }

    Settings withLimits(Limits other) {
        return new Settings(model, fails, ignored, engine, other, crossCheck, progress);
    }

    Settings withCrossCheck(boolean other) {
        return new Settings(model, fails, ignored, engine, limits, other, progress);
    }

    Settings withProgress(Progress other) {
        return new Settings(model, fails, ignored, engine, limits, crossCheck, other);
    }
}
