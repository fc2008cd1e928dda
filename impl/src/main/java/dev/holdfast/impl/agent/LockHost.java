package dev.holdfast.impl.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.impl.ledger.Account;
import dev.holdfast.impl.ledger.Ledger;
import dev.holdfast.impl.lock.Grant;
import dev.holdfast.impl.lock.LockClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The implementation and the ledger as the wire calls them. Grants stay here, under numbers of
 * their own, and can be released more than once: a retry is one of the things to test.
 */
final class LockHost implements Host {

    private static final int GRANTS_MAX = 65_536;

    private final LockClient client;
    private final Ledger ledger;
    private final AtomicLong nextGrant = new AtomicLong();
    private final Map<Long, Grant> grants =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Grant> eldest) {
                    return size() > GRANTS_MAX;
                }
            };

    LockHost(LockClient client, Ledger ledger) {
        this.client = client;
        this.ledger = ledger;
    }

    @Override
    public String call(long id, JsonNode request) {
        return Wire.reply(id, outcome(request));
    }

    @Override
    public Outcome control(JsonNode request) {
        return Outcome.fail("unknown call " + request.get("call").asText());
    }

    @Override
    public void close() {
        client.close();
    }

    private Outcome outcome(JsonNode request) {
        return Classifier.run(
                () ->
                        switch (request.required("call").asText()) {
                            case "acquire" -> acquire(request);
                            case "release" -> release(request);
                            case "read" -> read(request);
                            case "write" -> write(request);
                            default -> Outcome.fail("unknown call " + request.get("call").asText());
                        });
    }

    private Outcome acquire(JsonNode request) throws InterruptedException {
        Optional<Duration> limit = Wire.optionalMillis(request, "wait-ms");
        Optional<Grant> acquired =
                client.acquire(request.required("lock").asText(), Wire.mode(request), limit);
        if (acquired.isEmpty()) {
            return Outcome.fail(
                    "not acquired" + limit.map(l -> " within " + l.toMillis() + " ms").orElse(""));
        }
        Grant grant = acquired.get();
        long number = nextGrant.getAndIncrement();
        synchronized (grants) {
            grants.put(number, grant);
        }
        return new Outcome(
                Outcome.Type.OK,
                "",
                number,
                grant.token(),
                grant.lease(),
                grant.session(),
                false,
                grant.renewed(),
                "",
                0);
    }

    private Outcome release(JsonNode request) throws InterruptedException {
        long number = request.required("grant").asLong();
        Grant grant = grant(number);
        if (grant == null) {
            return Outcome.fail("no grant " + number);
        }
        return switch (client.release(grant)) {
            case RELEASED -> Outcome.released(false);
            case CONFIRMED -> Outcome.released(true);
            case NOT_HELD -> Outcome.fail("not held");
        };
    }

    private @Nullable Grant grant(long number) {
        synchronized (grants) {
            return grants.get(number);
        }
    }

    private Outcome read(JsonNode request) {
        OptionalLong token = Wire.optionalLong(request, "token");
        return account(ledger.read(request.required("account").asText(), token));
    }

    private Outcome write(JsonNode request) {
        return account(
                ledger.write(
                        request.required("account").asText(),
                        request.required("from").asText(),
                        request.required("to").asText(),
                        request.required("balance").asLong(),
                        Wire.optionalLong(request, "token")));
    }

    private static Outcome account(Account account) {
        return new Outcome(
                Outcome.Type.OK,
                "",
                -1,
                account.token(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                account.version(),
                account.balance());
    }
}
