package dev.holdfast.fault;

import dev.holdfast.env.Environment;
import dev.holdfast.env.Link;
import dev.holdfast.env.Link.Canary;
import dev.holdfast.impl.subject.Hazard;
import dev.holdfast.impl.topology.Persistence;
import dev.holdfast.record.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Something wrong with every link of one agent, to all servers alike, and from and to other agents
 * where these talk to each other: that is what a broken cable does.
 */
abstract class LinkFault implements Fault {
    /** How long a canary waits before its reply counts as missing. */
    static final Duration CANARY_LIMIT = Duration.ofMillis(300);

    private final String kind;
    private final String summary;
    private final Canary.Outcome effect;

    /**
     * A fault of links.
     *
     * @param effect what a canary must see while it lasts
     */
    LinkFault(String kind, String summary, Canary.Outcome effect) {
        this.kind = kind;
        this.summary = summary;
        this.effect = effect;
    }

    /** Does it to one link. */
    abstract void apply(Link link, PlannedFault fault);

    /** What else to draw. */
    Map<String, Long> parameters(Random random, FaultTargets targets) {
        return Map.of();
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public Hazard hazard(Persistence persistence) {
        return Hazard.CUT;
    }

    @Override
    public final Lane lane() {
        return Lane.LINK;
    }

    @Override
    public final boolean leavesService() {
        return true;
    }

    @Override
    public long maxLengthMillis(long leaseMillis) {
        return leaseMillis * 2;
    }

    @Override
    public final PlannedFault draw(Random random, FaultTargets targets) {
        String target = targets.agents().get(random.nextInt(targets.agents().size()));
        long longest = maxLengthMillis(targets.leaseMillis());
        long length = Seeds.between(random, longest * 5 / 8, longest);
        return new PlannedFault("", kind, target, 0, length, parameters(random, targets));
    }

    @Override
    public final String inject(PlannedFault fault, Environment environment) {
        List<Link> links = links(fault, environment);
        Effect begun = Effect.begins();
        for (Link link : links) {
            apply(link, fault);
        }
        return begun.isThere().by(proof(links, effect));
    }

    @Override
    public final String heal(PlannedFault fault, Environment environment) {
        List<Link> links = links(fault, environment);
        for (Link link : links) {
            link.heal();
        }
        return proof(links, Canary.Outcome.ANSWERED);
    }

    private static List<Link> links(PlannedFault fault, Environment environment) {
        String agent = fault.target();
        return environment.links().stream()
                .filter(link -> link.from().equals(agent) || link.to().equals(agent))
                .toList();
    }

    /** One canary a link, all at once; every one of them must meet the expected fate. */
    static String proof(List<Link> links, Canary.Outcome expected) {
        List<String> seen = new ArrayList<>();
        List<Canary> canaries =
                links.parallelStream().map(link -> link.canary(CANARY_LIMIT)).toList();
        for (int i = 0; i < links.size(); i++) {
            Canary canary = canaries.get(i);
            if (canary.outcome() != expected) {
                return "";
            }
            seen.add(links.get(i).name() + " " + words(canary));
        }
        return "canary " + String.join(", ", seen);
    }

    private static String words(Canary canary) {
        return switch (canary.outcome()) {
            case ANSWERED -> "answered";
            case REFUSED -> "refused";
            case SILENT -> "unanswered for " + canary.took().toMillis() + " ms";
        };
    }
}
