package dev.holdfast.experiment;

import dev.holdfast.env.Crew;
import dev.holdfast.env.EnvironmentException;
import dev.holdfast.experiment.Lab.Asked;
import dev.holdfast.experiment.Lab.Bench;
import dev.holdfast.experiment.Trial.Told;
import dev.holdfast.impl.agent.CommitTraits;
import dev.holdfast.impl.agent.Outcome;
import dev.holdfast.impl.commit.Cast;
import dev.holdfast.impl.commit.Leg;
import dev.holdfast.impl.commit.Payment;
import dev.holdfast.record.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * How likely a node is to execute a transaction that x of n have agreed to: the article has x/n.
 *
 * <p>Every payment takes money from an account of every participant. Those that are not to agree
 * have none there, so they vote no; which ones, the seed says. In the end every participant is
 * asked what it has done.
 */
public final class Agreement implements Experiment {
    static final int PARTICIPANTS_MAX = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(30);
    private static final String RICH = "rich";
    private static final String POOR = "poor";
    private static final String SINK = "sink";
    private static final long PLENTY = 1_000_000_000;
    private static final int TRIALS_MAX = 500; // for each number of willing participants

    private final Settings settings;
    private final Asked asked;
    private final Cast cast;

    /**
     * As asked.
     *
     * @param participants how many, 2 to 8; 0 for as many as the protocol asks for, which is the
     *     only choice where servers take part
     */
    public Agreement(Settings settings, Asked asked, int participants) {
        CommitTraits traits =
                asked.description()
                        .commit()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                asked.name()
                                                        + " is a lock; agreement is measured on a"
                                                        + " commit protocol, such as wal-2pc"));
        this.settings = settings;
        this.asked = asked;
        this.cast = cast(asked.name(), traits.cast(), participants);
    }

    private static Cast cast(String subject, Cast own, int participants) {
        if (participants == 0) {
            return own;
        }
        if (own.participantAgents() == 0) {
            throw new IllegalArgumentException(
                    "--participants cannot be chosen for %s: its participants are the servers %s"
                            .formatted(subject, String.join(", ", own.participantServices())));
        }
        if (participants < 2 || participants > PARTICIPANTS_MAX) {
            throw new IllegalArgumentException(
                    "--participants %d is out of range; it must be 2 to %d"
                            .formatted(participants, PARTICIPANTS_MAX));
        }
        return own.withParticipantAgents(participants);
    }

    @Override
    public String name() {
        return "agreement";
    }

    @Override
    public Findings run(Lab lab) throws InterruptedException {
        List<Trial> trials;
        try (Bench bench = lab.commit(asked, new Crew.Players(cast, opening(), PATIENCE))) {
            Teller teller = new Teller(bench.agents(), cast);
            trials = executed(pay(teller, lab), teller, lab);
        }
        return AgreementPage.of(
                asked.name(), cast.participants().size(), trials, settings, lab.versions());
    }

    private Map<String, Map<String, Long>> opening() {
        Map<String, Map<String, Long>> opening = new TreeMap<>();
        for (String participant : cast.participants()) {
            opening.put(participant, Map.of(RICH, PLENTY, POOR, 0L, SINK, 0L, Payment.CASH, 0L));
        }
        return opening;
    }

    /** One payment after the other, so that nobody votes no for another's sake. */
    private List<Trial> pay(Teller teller, Lab lab) throws InterruptedException {
        Random random = Seeds.stream(settings.seed(), "agreement");
        List<String> participants = cast.participants();
        List<Trial> trials = new ArrayList<>();
        for (int willing = 0; willing <= participants.size(); willing++) {
            lab.progress()
                    .now(
                            "payments to which %d of %d agree"
                                    .formatted(willing, participants.size()));
            long end = System.nanoTime() + settings.part(participants.size() + 1).toNanos();
            int made = 0;
            do {
                Payment payment = payment("x%d-%d".formatted(willing, made), willing, random);
                trials.add(new Trial(payment.id(), willing, told(teller.pay(payment)), List.of()));
                made++;
            } while (made < TRIALS_MAX && System.nanoTime() < end && !lab.isAborted());
        }
        return trials;
    }

    private Payment payment(String id, int willing, Random random) {
        List<String> order = new ArrayList<>(cast.participants());
        Collections.shuffle(order, random);
        List<Leg> legs = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            legs.add(new Leg(order.get(i), i < willing ? RICH : POOR, -1));
        }
        String payee = cast.participants().get(random.nextInt(order.size()));
        legs.add(new Leg(payee, SINK, order.size()));
        return new Payment(id, legs);
    }

    private static Told told(Outcome outcome) {
        return switch (outcome.type()) {
            case OK -> Told.COMMITTED;
            case FAIL -> Told.ABORTED;
            case INFO -> Told.NOTHING;
        };
    }

    private List<Trial> executed(List<Trial> trials, Teller teller, Lab lab)
            throws InterruptedException {
        lab.progress().now("asking everybody what was done");
        Map<String, Set<String>> done = new HashMap<>();
        for (String participant : cast.participants()) {
            done.put(
                    participant,
                    teller.payments(participant, QUIET_LIMIT)
                            .orElseThrow(
                                    () ->
                                            new EnvironmentException(
                                                    participant
                                                            + " does not say what it has done, or is"
                                                            + " still in doubt")));
        }
        return trials.stream()
                .map(
                        t ->
                                new Trial(
                                        t.payment(),
                                        t.willing(),
                                        t.told(),
                                        cast.participants().stream()
                                                .filter(
                                                        p ->
                                                                done.getOrDefault(p, Set.of())
                                                                        .contains(t.payment()))
                                                .toList()))
                .toList();
    }
}
