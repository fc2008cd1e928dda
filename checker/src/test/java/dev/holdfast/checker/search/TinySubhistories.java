package dev.holdfast.checker.search;

import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.model.Fails;
import dev.holdfast.checker.model.Fifo;
import dev.holdfast.checker.model.FifoQueueModel;
import dev.holdfast.checker.model.Model;
import dev.holdfast.checker.model.MutexModel;
import dev.holdfast.checker.model.Nil;
import dev.holdfast.checker.model.OwnerMutexModel;
import dev.holdfast.checker.model.RegisterModel;
import dev.holdfast.checker.subhistory.Subhistory;
import dev.holdfast.checker.subhistory.SubhistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes up tiny subhistories of one model, some linearizable and some not. */
record TinySubhistories(Model<?> model, Function<SplittableRandom, Deed> deeds, List<?> starts) {
    /** An operation without a process and a time. */
    record Deed(String f, @Nullable Object argument, @Nullable Object result) {}

    private record Open(int call, Op invocation, @Nullable Op completion) {}

    static List<TinySubhistories> all() {
        return List.of(
                new TinySubhistories(
                        RegisterModel.standard(true), TinySubhistories::register, values()),
                new TinySubhistories(
                        new MutexModel(), TinySubhistories::lock, List.of(true, false)),
                new TinySubhistories(
                        new OwnerMutexModel(2, false),
                        TinySubhistories::lock,
                        List.of(
                                new OwnerMutexModel.State(-1, 0, null),
                                new OwnerMutexModel.State(1, 1, null))),
                new TinySubhistories(
                        new FifoQueueModel(Fifo.EMPTY),
                        TinySubhistories::queue,
                        List.of(Fifo.EMPTY, Fifo.of(List.of(1L)))));
    }

    private static List<?> values() {
        return List.of(Nil.NIL, 0L, 1L, 2L);
    }

    private static Deed register(SplittableRandom random) {
        long value = random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Deed("read", null, random.nextInt(9) == 0 ? null : value);
            case 3, 4, 5 -> new Deed("write", value, value);
            default -> {
                List<Long> change = List.of(value, (long) random.nextInt(3));
                yield new Deed("cas", change, change);
            }
        };
    }

    private static Deed lock(SplittableRandom random) {
        return new Deed(random.nextBoolean() ? "acquire" : "release", null, null);
    }

    private static Deed queue(SplittableRandom random) {
        Long value = (long) random.nextInt(2);
        return random.nextBoolean()
                ? new Deed("enqueue", value, value)
                : new Deed("dequeue", null, random.nextInt(4) == 0 ? null : value);
    }

    Subhistory make(SplittableRandom random) {
        boolean isStrict = random.nextInt(4) == 0;
        SubhistoryBuilder builder =
                new SubhistoryBuilder(model, isStrict ? Fails.STRICT : Fails.LENIENT, null);
        if (random.nextInt(4) == 0) {
            builder.startingIn(starts.subList(0, 1 + random.nextInt(starts.size())));
        }
        if (random.nextInt(6) == 0 && !model.name().equals("fifo-queue")) {
            builder.with(List.of(new Operation(free(random), null)));
        }
        int calls = 2 + random.nextInt(7);
        int infos = random.nextInt(4);
        int most = 1 + random.nextInt(5);
        List<Open> open = new ArrayList<>();
        int process = 0;
        for (int made = 0, index = 0; made < calls || !open.isEmpty(); index++) {
            if (made < calls && (open.isEmpty() || (open.size() < most && random.nextBoolean()))) {
                OpType type = type(random, infos, isStrict);
                int who = type == OpType.INFO || open.size() > 0 ? 10 + process++ : 1;
                Open next = invoke(builder, index, who, type, deeds.apply(random));
                made++;
                if (type != OpType.INFO) {
                    open.add(next);
                }
            } else {
                builder.returned(open.remove(random.nextInt(open.size())).call());
            }
        }
        return builder.build();
    }

    private static OpType type(SplittableRandom random, int infos, boolean isStrict) {
        if (random.nextInt(10) < infos) {
            return OpType.INFO;
        }
        return isStrict && random.nextInt(4) == 0 ? OpType.FAIL : OpType.OK;
    }

    private Open invoke(SubhistoryBuilder builder, int index, int who, OpType type, Deed deed) {
        Op invocation = new Op(index, index, who, OpType.INVOKE, deed.f(), deed.argument(), null);
        Object result = type == OpType.OK ? deed.result() : deed.argument();
        Op completion = new Op(index + 50, index + 50, who, type, deed.f(), result, null);
        return new Open(builder.invoked(invocation, completion), invocation, completion);
    }

    private Op free(SplittableRandom random) {
        Deed deed = deeds.apply(random);
        return new Op(99, 99, 99, OpType.INVOKE, deed.f(), deed.argument(), null);
    }
}
