package dev.holdfast.env.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the containers and networks of runs whose runner was killed, told by their labels; those
 * of living runners, of other machines' runners and of others are left alone.
 */
final class ContainerSweeper {
    private static final Logger log = LoggerFactory.getLogger(ContainerSweeper.class);

    private final DockerClient docker;

    ContainerSweeper(Engine engine) {
        this.docker = engine.docker();
    }

    /**
     * Sweeps once; several at a time do no harm.
     *
     * @return the names of what was removed
     */
    List<String> sweep() {
        List<String> swept = new ArrayList<>();
        List<String> ours = List.of(Owner.LABEL + "=true");
        for (Container container :
                Engine.call(
                        "list containers",
                        docker.listContainersCmd().withShowAll(true).withLabelFilter(ours)::exec)) {
            if (isLeftover(container.getLabels())) {
                remove(container.getNames()[0].substring(1), swept, container.getId());
            }
        }
        for (Network network :
                Engine.call(
                        "list networks",
                        docker.listNetworksCmd().withFilter("label", ours)::exec)) {
            if (isLeftover(network.getLabels())) {
                try {
                    docker.removeNetworkCmd(network.getId()).exec();
                    swept.add(network.getName());
                } catch (RuntimeException e) {
                    log.warn("network {} of a killed run stays: {}", network, e.getMessage());
                }
            }
        }
        return swept;
    }

    private static boolean isLeftover(Map<String, String> labels) {
        return Owner.of(labels).filter(Owner::isGone).isPresent();
    }

    private void remove(String name, List<String> swept, String id) {
        try {
            docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
            swept.add(name);
        } catch (RuntimeException e) {
            // Another sweep may have been faster.
            log.warn("container {} of a killed run stays: {}", name, e.getMessage());
        }
    }
}
