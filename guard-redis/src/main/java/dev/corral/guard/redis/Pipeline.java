package dev.corral.guard.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands and replies of one open connection. The reads of one event-loop tick are sent in batches, all other
 * commands one by one.
 *
 * <p>A pipeline exists as long as its connection, between a {@link LoopConnection} and the client. It runs on the
 * connection's loop.
 */
final class Pipeline {

    private static final Request TIME = Request.cmd(Command.TIME);

    private final RedisConnection connection;
    private final RedisClock clock;
    private final Refusals refusals;
    private final Runnable answered;
    private final BatchSize size = new BatchSize();
    private int unanswered;
    private long heardNanos;

    /** @param answered called after each reply and after each batch of replies */
    Pipeline(RedisConnection connection, RedisClock clock, Refusals refusals, Runnable answered) {
        this.connection = connection;
        this.clock = clock;
        this.refusals = refusals;
        this.answered = answered;
    }

    /** The number of calls that were sent and have no reply yet, including those whose caller has cancelled. */
    int unanswered() {
        return unanswered;
    }

    boolean silentFor(Duration time) {
        return unanswered > 0 && clock.nanos() - heardNanos > time.toNanos();
    }

    void say(List<Call<?>> calls) {
        List<Call<?>> reads = new ArrayList<>(calls.size());
        for (Call<?> call : calls) {
            if (call.over()) {
                continue;
            }
            asked();
            if (call.read()) {
                reads.add(call);
            } else {
                send(call, call.request());
            }
        }
        int most = size.reads();
        for (int from = 0; from < reads.size(); from += most) {
            readTogether(reads.subList(from, Math.min(reads.size(), from + most)));
        }
    }

    private void readTogether(List<Call<?>> reads) {
        if (reads.size() < 2) {
            readAlone(reads);
            return;
        }
        connection.batch(requests(reads)).onComplete(replies -> {
            if (replies.succeeded()) {
                heard(reads.size());
                for (int i = 0; i < reads.size(); i++) {
                    size.replied(replies.result().get(i));
                    reads.get(i).answer(replies.result().get(i));
                }
                answered.run();
            } else {
                // One refused read fails the whole batch and hides the other replies. A key of another type is deleted
                // when its read is refused, so it cannot keep causing this.
                readAlone(reads);
            }
        });
    }

    private static List<Request> requests(List<Call<?>> calls) {
        List<Request> requests = new ArrayList<>(calls.size());
        for (Call<?> call : calls) {
            requests.add(call.request());
        }
        return requests;
    }

    private void readAlone(List<Call<?>> reads) {
        reads.forEach(call -> send(call, call.request()));
    }

    private void send(Call<?> call, Request request) {
        connection.send(request).onComplete(reply -> {
            if (scriptUnknown(reply) && request != call.whole() && !call.over()) {
                send(call, call.whole());
            } else {
                settle(call, reply);
            }
        });
    }

    private static boolean scriptUnknown(AsyncResult<Response> reply) {
        return reply.failed() && RedisError.of(reply.cause()) == RedisError.NOSCRIPT;
    }

    private void asked() {
        if (unanswered++ == 0) {
            heardNanos = clock.nanos();
        }
    }

    private void heard(int replies) {
        unanswered -= replies;
        heardNanos = clock.nanos();
    }

    private void settle(Call<?> call, AsyncResult<Response> reply) {
        heard(1);
        if (reply.succeeded()) {
            if (call.read()) {
                size.replied(reply.result());
            }
            call.answer(reply.result());
        } else {
            RedisError error = RedisError.of(reply.cause());
            refusals.refused(error);
            call.refuse(error, reply.cause());
        }
        answered.run();
    }

    /**
     * Sends a heartbeat and reads the Redis clock, in one write. If Redis refuses the heartbeat, for example because
     * its memory is full, the clock is read alone.
     */
    void beat(Request sign) {
        long askedNanos = clock.nanos();
        asked();
        connection.batch(List.of(sign, TIME)).onComplete(replies -> {
            heard(1);
            if (replies.succeeded()) {
                measured(askedNanos, replies.result().get(1));
            } else {
                measureTime();
            }
        });
    }

    /** Sends a command that no request waits for: its failure does not count against Redis. */
    Future<Response> sendAside(Request request) {
        asked();
        return connection.send(request).onComplete(reply -> heard(1));
    }

    Future<Void> measureTime() {
        long askedNanos = clock.nanos();
        return connection.send(TIME).map(time -> {
            measured(askedNanos, time);
            return null;
        });
    }

    private void measured(long askedNanos, Response time) {
        long micros = time.get(0).toLong() * 1_000_000 + time.get(1).toLong();
        clock.sample(askedNanos, clock.nanos(), micros);
    }
}
