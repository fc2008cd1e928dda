package dev.holdfast.env.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Info;
import dev.holdfast.env.EnvironmentException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;

/**
 * The Docker engine of this machine, found where Testcontainers finds it. Safe for several threads.
 *
 * <p>Only the search is Testcontainers'. Its containers would first start a reaper of its own,
 * whose image it pulls for minutes where no registry answers, and which only an environment
 * variable turns off; and what a run left behind is found by our own labels anyway.
 */
final class Engine {
    private static final String REMEDY = "run docker/up, or use --env processes";

    private final DockerClient docker;
    private final String version;

    private Engine(DockerClient docker, String version) {
        this.docker = docker;
        this.version = version;
    }

    /**
     * Finds it.
     *
     * @throws EnvironmentException if none answers, saying what to do
     */
    static Engine find() {
        List<DockerClientProviderStrategy> strategies = new ArrayList<>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
        try {
            DockerClientProviderStrategy found =
                    DockerClientProviderStrategy.getFirstValidStrategy(strategies);
            Info info = found.getInfo();
            return new Engine(found.getDockerClient(), String.valueOf(info.getServerVersion()));
        } catch (IllegalStateException e) {
            throw new EnvironmentException("no Docker engine answers; " + REMEDY, e);
        }
    }

    /**
     * Makes sure that the images are there.
     *
     * @throws EnvironmentException if not, naming them and saying what to do
     */
    void require(List<String> images) {
        List<String> missing = images.stream().filter(image -> !hasImage(image)).toList();
        if (!missing.isEmpty()) {
            throw new EnvironmentException(
                    "Docker has no image " + String.join(", ", missing) + "; " + REMEDY);
        }
    }

    private boolean hasImage(String image) {
        try {
            return docker.inspectImageCmd(image).exec() != null;
        } catch (NotFoundException e) {
            return false;
        } catch (RuntimeException e) {
            throw failed("look for image " + image, e);
        }
    }

    DockerClient docker() {
        return docker;
    }

    /** The engine's version. */
    String version() {
        return version;
    }

    /**
     * Calls the engine.
     *
     * @param what for the message: {@code cannot WHAT: REASON}
     * @throws EnvironmentException if it refuses, fails or is gone
     */
    static <T> T call(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw failed(what, e);
        }
    }

    /** The same for a call that may find its work done: then nothing happens. */
    static void run(String what, Runnable call) {
        try {
            call.run();
        } catch (NotModifiedException e) {
            // It is as it should be.
        } catch (RuntimeException e) {
            throw failed(what, e);
        }
    }

    static EnvironmentException failed(String what, RuntimeException e) {
        String reason = String.valueOf(e.getMessage());
        if (e instanceof DockerException) {
            // "Status 409: {"message":"..."}" and a line feed.
            reason = reason.replaceFirst("(?s)^.*\"message\"\\s*:\\s*\"(.*)\"\\s*}\\s*$", "$1");
        }
        return new EnvironmentException(
                "Docker cannot " + what + ": " + reason.strip().replaceAll("\\s+", " "), e);
    }
}
