package dev.holdfast.checker.counterexample;

import dev.holdfast.checker.explain.Words;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Model;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The phrases that an argument about one object is made of. */
final class Phrases {
    private static final int MOST_NAMED = 4;
    private static final Pattern POSSESSION =
            Pattern.compile("[-\\d\\[{(]|highest |no |version |nothing ");

    private final Model<?> model;
    private final String noun;
    private final String object;

    /**
     * @param part which object; null if there is only one
     */
    Phrases(Model<?> model, @Nullable Object part) {
        this.model = model;
        this.noun = noun(model.name());
        this.object = part == null ? "the " + noun : noun + " " + Words.name(part);
    }

    private static String noun(String model) {
        if (model.endsWith("mutex") || model.endsWith("lock")) {
            return "lock";
        }
        for (String noun : List.of("register", "queue", "semaphore")) {
            if (model.endsWith(noun)) {
                return noun;
            }
        }
        return model.equals("tokens") ? "lock" : model.replace('-', ' ');
    }

    /** The object: {@code the register} or {@code lock pay-1}. */
    String object() {
        return object;
    }

    /** How the object stands: {@code lock pay-1 is held by process 3}. */
    String stands(List<String> states) {
        return object + " " + predicate(states, v -> v.present);
    }

    /** How the object stood beyond doubt: {@code it was certainly held by process 3}. */
    String certainlyStood(List<String> states) {
        return "it " + predicate(states, v -> v.past);
    }

    private String predicate(List<String> states, Function<Verb, String> form) {
        List<Verb> verbs = states.stream().map(this::verb).distinct().toList();
        return verbs.size() == 1
                ? form.apply(verbs.get(0)) + " " + anyOf(states)
                : anyOf(states.stream().map(s -> form.apply(verb(s)) + " " + s).toList());
    }

    /** The verbs that go with the states that models describe, which have none. */
    private enum Verb {
        IS("is", "was certainly"),
        IS_AT("is at", "was certainly at"),
        HOLDS("holds", "certainly held"),
        HAS("has", "certainly had");

        final String present;
        final String past;

        Verb(String present, String past) {
            this.present = present;
            this.past = past;
        }
    }

    private Verb verb(String state) {
        if (noun.endsWith("register")) {
            return Verb.HOLDS;
        }
        if (noun.equals("counter")) {
            return Verb.IS_AT;
        }
        return POSSESSION.matcher(state).lookingAt() ? Verb.HAS : Verb.IS;
    }

    /** What an operation did: {@code process 3 wrote 5}. */
    String did(Operation op) {
        return "process %d %s".formatted(op.process(), Words.name(model.tell(op)));
    }

    /**
     * What {@code op} did as a sentence: {@code While #2 was open, process 3 wrote 5 (#4, 0.001 s
     * to 0.002 s).}
     *
     * @param before what was told before it, in the order of the invocations
     */
    String told(Operation op, List<Operation> before) {
        List<String> open =
                before.stream()
                        .filter(o -> isOpenAt(o, op.invocation().index()))
                        .map(Phrases::name)
                        .toList();
        String relation =
                open.isEmpty()
                        ? before.isEmpty() ? "" : "then "
                        : "while %s %s open, "
                                .formatted(and(open), open.size() == 1 ? "was" : "were");
        return capital("%s%s (%s).".formatted(relation, did(op), when(op)));
    }

    private static boolean isOpenAt(Operation op, int index) {
        return op.outcome() == OpType.INFO || end(op).index() > index;
    }

    /** {@code op} as {@code history} has it: a subhistory of one of many keys leaves them out. */
    static Operation recorded(Operation op, History history) {
        return Operation.at(history, op.invocation().index());
    }

    /** Which operation, and when: {@code #4, 0.001 s to 0.002 s}. */
    static String when(Operation op) {
        Op from = op.invocation();
        Op to = op.completion();
        if (to == null || to.type() == OpType.INFO) {
            return name(op) + ", outcome unknown";
        }
        return isTimed(op)
                ? "%s, %s to %s".formatted(name(op), Words.at(from), Words.at(to))
                : "%s to #%d".formatted(name(op), to.index());
    }

    /** {@code #4}. */
    static String name(Operation op) {
        return "#" + op.invocation().index();
    }

    static boolean isTimed(Operation op) {
        return op.invocation().timeNanos() != Op.NO_TIME;
    }

    /** When an operation ended: at its completion, if it has one. */
    static Op end(Operation op) {
        Op completion = op.completion();
        return completion == null ? op.invocation() : completion;
    }

    /** {@code free}, {@code value 1 or value 2}, {@code 1, 2, 3, 4 or one of 12 others}. */
    static String anyOf(List<String> states) {
        // "One of 1 others" helps nobody: then that one is named too.
        int most = states.size() == MOST_NAMED + 1 ? states.size() : MOST_NAMED;
        List<String> named = states.stream().limit(most).map(Words::name).toList();
        int more = states.size() - named.size();
        boolean haveCommas = named.stream().anyMatch(s -> s.contains(","));
        String comma = haveCommas ? "; " : ", ";
        String or = haveCommas ? "; or " : " or ";
        if (more > 0) {
            return "%s%sone of %d others".formatted(String.join(comma, named), or, more);
        }
        int last = named.size() - 1;
        return last <= 0
                ? String.join("", named)
                : String.join(comma, named.subList(0, last)) + or + named.get(last);
    }

    /** What is so after a moment, or why nothing can be. */
    static String after(Moment m) {
        return m.after().isEmpty() ? "impossible: " + reasons(m.refusals()) : anyOf(m.after());
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}; with semicolons where there are commas. */
    static String and(List<String> parts) {
        int last = parts.size() - 1;
        boolean haveCommas = parts.stream().anyMatch(s -> s.contains(","));
        return last <= 0
                ? String.join("", parts)
                : String.join(haveCommas ? "; " : ", ", parts.subList(0, last))
                        + (haveCommas && last > 1 ? "; and " : " and ")
                        + parts.get(last);
    }

    /** Reasons in a row: {@code its value is 1; its value is 2}. */
    static String reasons(List<String> reasons) {
        int most = reasons.size() == MOST_NAMED + 1 ? reasons.size() : MOST_NAMED;
        String named = String.join("; ", reasons.stream().limit(most).map(Words::name).toList());
        return reasons.size() > most ? named + "; and so on" : named;
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** {@code once}, {@code twice}, {@code 12 times}. */
    static String times(long n) {
        return n == 1 ? "once" : n == 2 ? "twice" : String.format(Locale.ROOT, "%,d times", n);
    }

    /** {@code 1 operation}, {@code 12 operations}. */
    static String count(long n, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", n, what, n == 1 ? "" : "s");
    }
}
