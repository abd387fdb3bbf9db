package dev.corral.guard.redis;

import dev.corral.guard.runtime.Lateness;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The Redis connection of one event loop, shared by all calls from that loop.
 *
 * <p>The calls of one tick of the loop are sent at its end. No call waits forever: a call fails when its deadline
 * passes, which is set when it is sent, when too many calls wait, or at once while the connection is down. Calls are
 * queued only during the very first attempt to connect; their deadlines include that time. Everything here runs on the
 * loop.
 */
final class LoopConnection implements Reconnector.User {

    private static final String NO_CONNECTION = "no connection to Redis";

    private final ContextInternal context;
    private final RedisStoreSettings settings;
    private final Duration silence;
    private final RedisClock clock;
    private final Outage outage;
    private final Refusals refusals;
    private final Reconnector link;
    private final Deadlines deadlines;
    private List<Call<?>> queue = new ArrayList<>();
    private volatile Pipeline open;
    private String lostBecause = "";
    private boolean firstAttempt = true;
    private boolean down;
    private boolean flushing;

    /** The settings and state that all connections of a store share. */
    record Terms(RedisStoreSettings settings, RedisClock clock, Lateness lateness, Outage outage, Refusals refusals) {}

    LoopConnection(ContextInternal context, RedisTarget target, DoubleSupplier random, Terms terms) {
        this.context = context;
        this.settings = terms.settings();
        this.silence = settings.silence();
        this.clock = terms.clock();
        this.outage = terms.outage();
        this.refusals = terms.refusals();
        this.link = new Reconnector(context, target, random, this);
        this.deadlines = new Deadlines(
                new Deadlines.Timers(context.nettyEventLoop(), context::dispatch),
                clock,
                settings.storeTimeout(),
                terms.lateness(),
                this::abandonIfSilent);
        onLoop(link::open);
    }

    boolean open() {
        return open != null;
    }

    void ask(Call<?> call) {
        if (context.nettyEventLoop().inEventLoop()) {
            take(call);
        } else {
            onLoop(() -> take(call));
        }
    }

    /**
     * Sends a heartbeat. It is called periodically, so that a silent connection is detected even if there are no other
     * calls.
     */
    void beat(Request sign) {
        onLoop(() -> {
            abandonIfSilent();
            if (open != null) {
                open.beat(sign);
            }
        });
    }

    /**
     * Sends a command that no request waits for; fails at once while the connection is down. Must be called on the loop.
     */
    Future<Response> sendAside(Request request) {
        return open == null ? Future.failedFuture(NO_CONNECTION + lostBecause) : open.sendAside(request);
    }

    /** Closes the connection. Queued calls, such as the release of a lease, are sent first. */
    void close() {
        onLoop(() -> {
            flush();
            link.close();
        });
    }

    private void onLoop(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    private void take(Call<?> call) {
        if (open == null && !firstAttempt) {
            call.fail(NO_CONNECTION + lostBecause, null);
        } else if (waiting() >= settings.maxWaiting()) {
            call.fail("more than " + settings.maxWaiting() + " commands wait for replies", null);
        } else {
            queue.add(call);
            if (open == null) {
                deadlines.add(call);
            }
            flushSoon();
        }
    }

    private int waiting() {
        return queue.size() + (open == null ? 0 : open.unanswered());
    }

    private void flushSoon() {
        if (!flushing && open != null) {
            flushing = true;
            onLoop(this::flush);
        }
    }

    private void flush() {
        flushing = false;
        if (open != null) {
            List<Call<?>> calls = emptiedQueue();
            calls.forEach(deadlines::add);
            open.say(calls);
        }
    }

    private List<Call<?>> emptiedQueue() {
        List<Call<?>> calls = queue;
        queue = new ArrayList<>();
        return calls;
    }

    private void abandonIfSilent() {
        if (open != null && open.silentFor(silence)) {
            link.abandon("no reply for " + silence.toMillis() + " ms");
        }
    }

    /**
     * Opens the pipeline as soon as the time of Redis is known: before that, the age of an entry cannot be computed.
     */
    @Override
    public Future<Void> opened(RedisConnection connection) {
        Pipeline conversation = new Pipeline(connection, clock, refusals, deadlines::forgetEnded);
        return conversation.measureTime().map(measured -> {
            open = conversation;
            firstAttempt = false;
            down = outage.ended(down);
            flushSoon();
            return null;
        });
    }

    @Override
    public void lost(Throwable reason) {
        open = null;
        firstAttempt = false;
        lostBecause = ": " + Cause.toCallers(reason);
        down = link.closed() || outage.began(down, reason);
        emptiedQueue().forEach(call -> call.fail(NO_CONNECTION + lostBecause, reason));
    }
}
