package dev.holdfast.impl.ledger;

import dev.holdfast.impl.lock.Guard;
import dev.holdfast.impl.redis.Redis;
import dev.holdfast.impl.subject.DefiniteFailureException;
import dev.holdfast.impl.topology.Address;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * A ledger of Redis hashes {@code account:NAME} with the fields version, balance and token; one
 * script per call.
 *
 * <p><b>Why reads register the token too.</b> Let A hold token 1 and have read version v; let B be
 * granted token 2 and read v as well. If only writes registered tokens, A's late write of a (token
 * 1) would still be accepted, since no write carried token 2 yet; then B, who computed from v,
 * writes b over it: a's change is lost although every accepted token was in order. With B's read
 * registered, A's write is refused.
 */
public final class RedisLedger implements Ledger {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    /** Long, so that a silent cut delays a write and does not end it. */
    private static final Duration REPLY_LIMIT = Duration.ofSeconds(30);

    private static final String FENCE =
            """
            local seen = redis.call('HGET', KEYS[1], 'token')
            if ARGV[1] ~= '' then
              if seen and tonumber(ARGV[1]) < tonumber(seen) then return {'stale', seen} end
              redis.call('HSET', KEYS[1], 'token', ARGV[1])
            end
            """;

    private static final String COMPARE =
            """
            local version = redis.call('HGET', KEYS[1], 'version') or 'initial'
            if version ~= ARGV[2] then return {'changed', version} end
            """;

    private static final String READ =
            """
            local a = redis.call('HMGET', KEYS[1], 'version', 'balance', 'token')
            return {'ok', a[1] or 'initial', a[2] or '1000', a[3] or ''}
            """;

    private static final String WRITE =
            """
            redis.call('HSET', KEYS[1], 'version', ARGV[3], 'balance', ARGV[4])
            return {'ok', ARGV[3], ARGV[4], redis.call('HGET', KEYS[1], 'token') or ''}
            """;

    private final Redis redis;
    private final Guard guard;

    /** A ledger at {@code address}; connects at the first call. */
    public RedisLedger(Address address, Guard guard) {
        this.redis = Redis.at(address, CONNECT_LIMIT, REPLY_LIMIT);
        this.guard = guard;
    }

    @Override
    public Account read(String account, OptionalLong token) {
        return run(guard == Guard.FENCING_TOKEN ? FENCE + READ : READ, account, text(token));
    }

    @Override
    public Account write(String account, String from, String to, long balance, OptionalLong token) {
        if (guard == Guard.FENCING_TOKEN && token.isEmpty()) {
            throw new DefiniteFailureException("no token, and the ledger asks for one");
        }
        String check =
                switch (guard) {
                    case NONE -> "";
                    case FENCING_TOKEN -> FENCE;
                    case COMPARE_AND_SET -> COMPARE;
                };
        return run(check + WRITE, account, text(token), from, to, Long.toString(balance));
    }

    private Account run(String script, String account, String... arguments) {
        List<?> reply = (List<?>) redis.eval(script, "account:" + account, arguments);
        String word = (String) reply.get(0);
        String detail = (String) reply.get(1);
        if (word.equals("stale")) {
            throw new DefiniteFailureException(
                    "stale token " + arguments[0] + ", the ledger has seen " + detail);
        }
        if (word.equals("changed")) {
            throw new DefiniteFailureException("changed meanwhile: now " + detail);
        }
        String token = (String) reply.get(3);
        return new Account(
                detail,
                Long.parseLong((String) reply.get(2)),
                token.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(token)));
    }

    private static String text(OptionalLong token) {
        return token.isPresent() ? Long.toString(token.getAsLong()) : "";
    }

    @Override
    public void close() {
        redis.close();
    }
}
