package dev.holdfast.checker.model;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes models of {@link ModelOptions}, and says in one line where these do not fit. */
final class Starts {
    private Starts() {}

    static Model<?> register(ModelOptions options, boolean hasCas) {
        return new RegisterModel(Values.orNil(options.initial()), options.nilReads(), hasCas);
    }

    static Model<?> multiRegister(ModelOptions options) {
        SortedMap<String, Object> start = new TreeMap<>();
        map("multi-register", options.initial(), "values, such as {:x 1, :y 2}")
                .forEach((name, value) -> start.put(Values.name(name), Values.orNil(value)));
        return new MultiRegisterModel(start, options.nilReads());
    }

    static Model<?> bank(ModelOptions options) {
        String expected = "whole balances, such as {0 10, 1 10}";
        SortedMap<String, Long> start = new TreeMap<>();
        for (Map.Entry<?, ?> e : map("bank", options.initial(), expected).entrySet()) {
            if (!(e.getValue() instanceof Long balance)) {
                throw misfit("bank", options.initial(), expected);
            }
            start.put(Values.name(e.getKey()), balance);
        }
        return new BankModel(start, options.overdraft());
    }

    static Model<?> counter(ModelOptions options) {
        Object initial = options.initial();
        if (initial != null && !(initial instanceof Long)) {
            throw misfit("counter", initial, "a whole number");
        }
        return new CounterModel(initial instanceof Long n ? n : 0, options.nilReads());
    }

    static Model<?> set(ModelOptions options) {
        Bag start = Bag.EMPTY;
        for (Object element : elements(options)) {
            Object present = Values.orNil(element);
            start = start.contains(present) ? start : start.plus(present);
        }
        return new SetModel(start, options.nilReads());
    }

    static Model<?> account(ModelOptions options) {
        Object initial = options.initial();
        return new AccountModel(initial == null ? AccountModel.INITIAL : initial);
    }

    static Collection<?> elements(ModelOptions options) {
        Object initial = options.initial();
        if (initial == null) {
            return List.of();
        }
        if (initial instanceof Collection<?> items) {
            return items;
        }
        throw misfit("set or queue", initial, "elements, such as [1 2]");
    }

    /** How many times an owner may hold a lock; any number of times unless the options say. */
    static int holds(ModelOptions options) {
        long limit = options.limit();
        if (limit == 1) {
            throw new IllegalArgumentException(
                    "a reentrant lock with limit 1; expected 2 or more, or one not reentrant");
        }
        return limit == 0 ? Integer.MAX_VALUE : (int) Math.min(limit, Integer.MAX_VALUE);
    }

    /** How many permits a semaphore has; 1 unless the options say. */
    static long permits(ModelOptions options) {
        return options.limit() == 0 ? 1 : Math.min(options.limit(), Integer.MAX_VALUE);
    }

    private static Map<?, ?> map(String model, @Nullable Object initial, String expected) {
        if (initial == null) {
            return Map.of();
        }
        if (initial instanceof Map<?, ?> map) {
            return map;
        }
        throw misfit(model, initial, expected);
    }

    private static IllegalArgumentException misfit(
            String model, @Nullable Object initial, String expected) {
        return new IllegalArgumentException(
                "a %s cannot start with %s; expected %s"
                        .formatted(model, Values.show(initial), expected));
    }
}
