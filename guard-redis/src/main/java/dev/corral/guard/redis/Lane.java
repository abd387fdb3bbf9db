package dev.corral.guard.redis;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * One event loop's connection to Redis, shared by all that is asked from there.
 *
 * <p>What is asked within one tick of the loop leaves at its end, the reads in one write. Nothing waits for ever: a call
 * fails when its time is up, when too many wait, or at once while the connection is down; only during the very first
 * attempt are calls kept back. Everything here runs on the loop.
 */
final class Lane implements Link.User {

    private final ContextInternal context;
    private final RedisStoreSettings settings;
    private final RedisClock clock;
    private final Outage outage;
    private final Link link;
    private final Deque<Call> timed = new ArrayDeque<>();
    private List<Call> queue = new ArrayList<>();
    private RedisConnection connection;
    private boolean firstAttempt = true;
    private boolean down;
    private boolean flushing;
    private boolean timing;
    private int unanswered;
    private long heardNanos;

    Lane(ContextInternal context, RedisOptions options, DoubleSupplier random, Terms terms) {
        this.context = context;
        this.settings = terms.settings();
        this.clock = terms.clock();
        this.outage = terms.outage();
        this.link = new Link(context, options, random, this);
        onLoop(link::open);
    }

    /** What all lanes of a store share. */
    record Terms(RedisStoreSettings settings, RedisClock clock, Outage outage) {}

    void ask(Call call) {
        if (context.nettyEventLoop().inEventLoop()) {
            take(call);
        } else {
            onLoop(() -> take(call));
        }
    }

    void measureTime() {
        onLoop(() -> {
            if (connection != null) {
                measureTime(connection);
            }
        });
    }

    void close() {
        onLoop(link::close);
    }

    private void onLoop(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    private void take(Call call) {
        if (connection == null && !firstAttempt) {
            call.fail("no connection", null);
        } else if (unanswered >= settings.maxWaiting()) {
            call.fail("more than " + settings.maxWaiting() + " commands wait", null);
        } else {
            keep(call);
        }
    }

    private void keep(Call call) {
        if (unanswered++ == 0) {
            heardNanos = clock.nanos();
        }
        queue.add(call);
        timed.add(call);
        armTimer();
        flushSoon();
    }

    private void flushSoon() {
        if (!flushing && connection != null) {
            flushing = true;
            onLoop(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        if (connection == null) {
            return;
        }
        List<Call> calls = queue;
        queue = new ArrayList<>();
        List<Call> reads = new ArrayList<>(calls.size());
        for (Call call : calls) {
            if (call.over()) {
                unanswered--;
            } else if (call.read()) {
                reads.add(call);
            } else {
                send(connection, call, call.request());
            }
        }
        readTogether(connection, reads);
    }

    private void readTogether(RedisConnection to, List<Call> reads) {
        if (reads.size() < 2) {
            reads.forEach(call -> send(to, call, call.request()));
            return;
        }
        to.batch(reads.stream().map(Call::request).toList()).onComplete(replies -> {
            if (replies.succeeded()) {
                for (int i = 0; i < reads.size(); i++) {
                    settle(
                            to,
                            reads.get(i),
                            Future.succeededFuture(replies.result().get(i)));
                }
            } else {
                // One refused read fails the whole batch and hides the other replies: each is asked again, alone.
                reads.forEach(call -> send(to, call, call.request()));
            }
        });
    }

    private void send(RedisConnection to, Call call, Request request) {
        to.send(request).onComplete(reply -> {
            boolean scriptUnknown =
                    reply.failed() && String.valueOf(reply.cause().getMessage()).startsWith("NOSCRIPT");
            if (scriptUnknown && request != call.whole()) {
                send(to, call, call.whole());
            } else {
                settle(to, call, reply);
            }
        });
    }

    private void settle(RedisConnection from, Call call, AsyncResult<Response> reply) {
        if (from == connection) {
            unanswered--;
            heardNanos = clock.nanos();
        }
        if (reply.succeeded()) {
            call.answer(reply.result());
        } else {
            call.fail(reply.cause().getMessage(), reply.cause());
        }
        while (!timed.isEmpty() && timed.peek().over()) {
            timed.poll();
        }
    }

    private void armTimer() {
        if (!timing && !timed.isEmpty()) {
            timing = true;
            long leftNanos = timed.peek().deadlineNanos() - clock.nanos();
            context.setTimer(Math.max(1, leftNanos / 1_000_000 + 1), due -> expire());
        }
    }

    private void expire() {
        timing = false;
        long nowNanos = clock.nanos();
        while (!timed.isEmpty() && (timed.peek().over() || timed.peek().passed(nowNanos))) {
            timed.poll().fail("no reply within " + settings.storeTimeout().toMillis() + " ms", null);
        }
        armTimer();
        boolean silent =
                unanswered > 0 && nowNanos - heardNanos > settings.silence().toNanos();
        if (connection != null && silent) {
            link.abandon("no reply for " + settings.silence().toMillis() + " ms");
        }
    }

    /** Open means that Redis has told its time: before that, no age of an entry could be judged. */
    @Override
    public Future<Void> opened(RedisConnection opened) {
        return measureTime(opened).map(measured -> {
            connection = opened;
            firstAttempt = false;
            unanswered = queue.size();
            down = outage.ended(down);
            flushSoon();
            return null;
        });
    }

    private Future<Void> measureTime(RedisConnection on) {
        long askedNanos = clock.nanos();
        return on.send(Request.cmd(Command.TIME)).map(time -> {
            long micros = time.get(0).toLong() * 1_000_000 + time.get(1).toLong();
            clock.sample(askedNanos, clock.nanos(), micros);
            return null;
        });
    }

    @Override
    public void lost(Throwable reason) {
        connection = null;
        firstAttempt = false;
        unanswered = 0;
        down = outage.began(down, reason);
        List<Call> calls = queue;
        queue = new ArrayList<>();
        calls.forEach(call -> call.fail("no connection", reason));
    }
}
