package dev.holdfast.checker.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.checker.history.BadHistoryException;
import dev.holdfast.checker.history.History;
import dev.holdfast.checker.history.Op;
import dev.holdfast.checker.history.OpType;
import dev.holdfast.checker.history.Operation;
import dev.holdfast.checker.io.HistoryFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The catalogue, and what models say about operations in words. */
class ModelsTest {

    private static Model<?> find(String name) {
        ModelOptions options = ModelOptions.usual();
        return Models.find(
                name,
                name.equals("bank") ? options.startingWith(Map.of("0", 10L, "1", 0L)) : options);
    }

    /** One operation, its values spelled as EDN; {@code type} is ok, fail or info. */
    private static Operation op(String type, String f, String argument, String result)
            throws IOException {
        String events =
                "{:process 3, :type :invoke, :f :%s, :value %s, :time 1000000}%n"
                                .formatted(f, argument)
                        + "{:process 3, :type :%s, :f :%s, :value %s, :time 2000000}"
                                .formatted(type, f, result);
        History h =
                HistoryFiles.read(
                                new ByteArrayInputStream(events.getBytes(StandardCharsets.UTF_8)),
                                "test.edn")
                        .history();
        return Operation.at(h, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "register|info|write|3|3|may have written 3",
                "cas-register|ok|cas|[1 2]|[1 2]|changed 1 to 2",
                "cas-register|fail|cas|[1 2]|[1 2]|failed to change 1 to 2",
                "register|ok|read|nil|5|read 5",
                "register|ok|read|nil|nil|read nil",
                "mutex|ok|acquire|nil|nil|acquired it",
                "mutex|info|release|nil|nil|may have released it",
                "fenced-mutex|ok|acquire|nil|{:token 7}|acquired it with token 7",
                "rw-lock|ok|acquire-read|nil|nil|acquired it for reading",
                "rw-lock|fail|acquire|{:mode :write}|nil|failed to acquire it for writing",
                "semaphore|ok|acquire|nil|nil|acquired a permit",
                "weighted-semaphore|ok|release|2|2|released 2 permits",
                "lease-lock|ok|acquire|nil|{:lease-ms 50}|acquired it for 50 ms",
                "counter|ok|add|-2|-2|added -2",
                "counter|info|increment|nil|nil|may have added 1",
                "set|ok|contains|4|false|did not find 4",
                "set|ok|remove|4|4|removed 4",
                "queue|ok|dequeue|nil|6|dequeued 6",
                "queue|fail|dequeue|nil|nil|found it empty",
                "queue|info|dequeue|nil|nil|may have dequeued one",
                "fifo-queue|ok|drain|nil|[1 2]|drained [1 2]",
                "decision|ok|propose|1|2|proposed 1 and learnt 2",
                "bank|ok|transfer|{:from 0, :to 1, :amount 5}|nil|transferred 5 from 0 to 1",
                "bank|ok|read|nil|{0 5, 1 5}|read {0 5, 1 5}",
                "multi-register|ok|txn|[[:r :x nil] [:w :y 2]]|[[:r :x 1] [:w :y 2]]"
                        + "|did read x 1, write y 2",
                "account|ok|write|{:from 1, :to 2}|{:from 1, :to 2}"
                        + "|wrote version 2 in place of 1",
                "guarded-storage|ok|write|{:token 4}|nil|wrote with token 4",
                "tokens|ok|acquire|nil|{:token 4}|acquired it with token 4"
            })
    void operationsAreTold(
            String model, String type, String f, String argument, String result, String words)
            throws IOException {
        Operation op = op(type, f, argument, result);
        assertNull(find(model).complaint(op));
        assertEquals(words, find(model).tell(op));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "register|read|nil|5|its value is nil",
                "cas-register|cas|[1 2]|[1 2]|its value is nil",
                "mutex|release|nil|nil|it is free",
                "owner-mutex|release|nil|nil|nobody holds it",
                "rw-lock|release-read|nil|nil|process 3 does not hold it for reading",
                "semaphore|release|nil|nil|no permit is taken",
                "weighted-semaphore|acquire|9|9|1 of 1 permit is free",
                "lease-lock|release|nil|nil|nobody holds it",
                "counter|read|nil|5|its value is 0",
                "set|read|nil|[1]|1 is not in it",
                "set|contains|1|true|1 is not in it",
                "queue|dequeue|nil|1|the queue is empty",
                "fifo-queue|dequeue|nil|1|the queue is empty",
                "fifo-queue|drain|nil|[1]|the queue is empty",
                "decision|read|nil|1|nothing is decided",
                "bank|transfer|{:from 1, :to 0, :amount 5}|nil|account 1 has 0",
                "bank|read|nil|{0 10, 1 1}|account 1 has 0",
                "bank|read|nil|{0 10, 2 1}|it has no other accounts than {0 10, 1 0}",
                "multi-register|txn|[[:r :x 1]]|[[:r :x 1]]|x is nil",
                "account|read|nil|{:version 2}|its version is initial"
            })
    void refusalsSayWhy(String model, String f, String argument, String result, String why)
            throws IOException {
        assertEquals(why, refusal(find(model), op("ok", f, argument, result)));
    }

    private static <S> String refusal(Model<S> model, Operation op) {
        Step<S> step = model.step(model.initial(), op);
        return step instanceof Step.Refused<S> refused ? refused.why() : step.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "register|write|nil|nil|has no value; expected the value to write, such as 3",
                "cas-register|cas|[1 2 3]|nil|has value [1 2 3]; expected the old and the new value,"
                        + " such as [1 2]",
                "multi-register|txn|[[:zap :x 1]]|nil|has value [[:zap x 1]]; expected a transaction"
                        + " such as [[:read :x 1] [:write :y 2]]",
                "rw-lock|acquire|nil|nil|has value nil; expected a mode, such as {:mode \"read\"} or"
                        + " {:mode \"write\"}",
                "semaphore|acquire|3|3|asks for 3 permits; expected 1, or the model"
                        + " weighted-semaphore",
                "weighted-semaphore|acquire|0|0|asks for 0 permits; expected a whole number, 1 or"
                        + " more",
                "counter|add|:x|:x|has value :x; expected the whole number to add, such as 3",
                "counter|read|nil|:x|returned :x; expected a whole number",
                "set|read|nil|7|returned 7; expected the elements, such as [1 2]",
                "queue|enqueue|nil|nil|has no value; expected the element, such as 3",
                "decision|propose|nil|nil|has no value; expected the value to propose, such as 3",
                "bank|transfer|{:from 0}|nil|has value {from 0}; expected a transfer, such as"
                        + " {:from 0, :to 1, :amount 5}",
                "bank|transfer|{:from 0, :to 9, :amount 1}|nil|names account 9; expected one of"
                        + " those there at first: [0 1]",
                "fenced-mutex|acquire|nil|{:token \"x\"}|has token x; expected a whole number"
            })
    void malformedOperationsAreNamed(
            String model, String f, String argument, String result, String complaint)
            throws IOException {
        assertEquals(
                complaint.replace("[[:zap x 1]]", "[[:zap :x 1]]"),
                find(model).complaint(op("ok", f, argument, result)));
    }

    @Test
    void theFirstMalformedOperationIsNamedWithItsIndex() {
        Op bad = new Op(0, 0, 0, OpType.INVOKE, "cas", 3L, null);
        BadHistoryException e =
                assertThrows(
                        BadHistoryException.class,
                        () ->
                                Models.requireWellFormed(
                                        find("cas-register"), History.of(List.of(bad))));
        assertEquals(
                "op #0, cas, has value 3; expected the old and the new value, such as [1 2]",
                e.getMessage());
        assertEquals(0, e.opIndex());
        assertEquals(
                Set.of("cas"), Models.unknownFunctions(find("register"), History.of(List.of(bad))));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> find("fifoqueue\n"));
        assertTrue(
                e.getMessage().startsWith("unknown model fifoqueue; known: fifo-queue, "),
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "counter|a counter cannot start with [1]; expected a whole number",
                "bank|a bank cannot start with [1]; expected whole balances, such as {0 10, 1 10}",
                "multi-register|a multi-register cannot start with [1]; expected values, such as"
                        + " {:x 1, :y 2}"
            })
    void valuesAtFirstThatDoNotFitAreRefused(String model, String message) {
        ModelOptions options = ModelOptions.usual().startingWith(List.of(1L));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Models.find(model, options));
        assertEquals(message, e.getMessage());
    }

    @Test
    void optionsReachTheModels() {
        ModelOptions options = ModelOptions.usual().startingWith(3L).withLimit(4);
        assertEquals(3L, Models.find("cas-register", options).initial());
        assertEquals(3L, Models.find("counter", options).initial());
        assertEquals(4, ((SemaphoreModel) Models.find("semaphore", options)).permits());
        assertEquals(4, ((OwnerMutexModel) Models.find("reentrant-mutex", options)).limit());
        assertEquals(
                Bag.of(List.of(1L)),
                Models.find("set", options.startingWith(List.of(1L, 1L))).initial());
        assertInstanceOf(
                IndependentModel.class, Models.find("cas-register", options.withIndependent(true)));
        assertEquals(
                "starts with 3; nil reads mean the value at first",
                Models.find("register", options.withNilReads(NilReads.INITIAL)).semantics());
    }
}
