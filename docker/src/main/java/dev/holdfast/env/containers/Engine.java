package dev.holdfast.env.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.Info;
import dev.holdfast.env.EnvironmentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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

    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private final DockerClient docker;
    private final String version;

    private Engine(DockerClient docker, String version) {
        this.docker = docker;
        this.version = version;
    }

    /**
     * Finds it: where DOCKER_HOST says and nowhere else, if it says anything.
     *
     * @throws EnvironmentException if none answers, saying what to do
     */
    static Engine find() {
        String host = System.getenv("DOCKER_HOST");
        return find(host == null ? "" : host);
    }

    private static Engine find(String host) {
        List<DockerClientProviderStrategy> strategies = new ArrayList<>();
        ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
        try {
            DockerClientProviderStrategy found =
                    DockerClientProviderStrategy.getFirstValidStrategy(strategies);
            String where = found.getTransportConfig().getDockerHost().toString();
            // Testcontainers goes on to the usual places when the one named does not answer.
            if (!host.isEmpty() && !host.equals(where)) {
                throw new EnvironmentException(noAnswer(host));
            }
            Info info = found.getInfo();
            return new Engine(found.getDockerClient(), String.valueOf(info.getServerVersion()));
        } catch (IllegalStateException e) {
            throw new EnvironmentException(noAnswer(host), e);
        }
    }

    private static String noAnswer(String host) {
        if (!host.isEmpty()) {
            return "no Docker engine answers at DOCKER_HOST="
                    + host
                    + "; unset it, or use --env processes";
        }
        if (Files.exists(SOCKET) && !Files.isWritable(SOCKET)) {
            return "a Docker engine runs, but "
                    + System.getProperty("user.name")
                    + " may not use "
                    + SOCKET
                    + "; join the group docker, or use --env processes";
        }
        return "no Docker engine answers; " + REMEDY;
    }

    /**
     * Makes sure that the images are there, and the nodes' not too old.
     *
     * @throws EnvironmentException if not, naming them and saying what to do
     */
    void require(List<String> images, String node, int generation) {
        List<String> missing =
                images.stream().filter(image -> generationOf(image).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new EnvironmentException(
                    "Docker has no image " + String.join(", ", missing) + "; " + REMEDY);
        }
        if (generationOf(node).orElse(0) < generation) {
            throw new EnvironmentException(
                    "Docker's image " + node + " is of an older Holdfast; " + REMEDY);
        }
    }

    /** What an image's label says, 0 without one; empty if there is no such image. */
    private OptionalInt generationOf(String image) {
        try {
            ContainerConfig config = docker.inspectImageCmd(image).exec().getConfig();
            Map<String, String> labels = config == null ? null : config.getLabels();
            String label = labels == null ? null : labels.get(Owner.LABEL + ".generation");
            return OptionalInt.of(label == null ? 0 : Integer.parseInt(label));
        } catch (NotFoundException e) {
            return OptionalInt.empty();
        } catch (NumberFormatException e) {
            return OptionalInt.of(0);
        } catch (RuntimeException e) {
            throw failed("look for image " + image, e);
        }
    }

    /**
     * Makes sure that an image is not older than what its label stands for.
     *
     * @throws EnvironmentException if it is, saying what to do
     */
    void requireLabel(String image, String label) {
        ContainerConfig config =
                call(
                        "look at image " + image,
                        () -> docker.inspectImageCmd(image).exec().getConfig());
        Map<String, String> labels = config == null ? null : config.getLabels();
        if (labels == null || !labels.containsKey(label)) {
            throw new EnvironmentException(
                    "image %s is out of date (it has no %s); %s".formatted(image, label, REMEDY));
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
