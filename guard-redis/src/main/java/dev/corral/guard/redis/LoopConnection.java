package dev.corral.guard.redis;

import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * One event loop's connection to Redis, shared by all that is asked from there.
 *
 * <p>What is asked within one tick of the loop leaves at its end. Nothing waits for ever: a call fails when its time is
 * up, when too many wait, or at once while the connection is down; only during the very first attempt are calls kept
 * back. Everything here runs on the loop.
 */
final class LoopConnection implements Reconnector.User {

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
    private boolean firstAttempt = true;
    private boolean down;
    private boolean flushing;

    /** What all connections of a store share. */
    record Terms(RedisStoreSettings settings, RedisClock clock, Outage outage, Refusals refusals) {}

    LoopConnection(ContextInternal context, RedisTarget target, DoubleSupplier random, Terms terms) {
        this.context = context;
        this.settings = terms.settings();
        this.silence = settings.silence();
        this.clock = terms.clock();
        this.outage = terms.outage();
        this.refusals = terms.refusals();
        this.link = new Reconnector(context, target, random, this);
        this.deadlines = new Deadlines(context, clock, settings.storeTimeout(), this::abandonIfSilent);
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

    /** Told once in a while, so that silence is noticed where nobody else asks anything. */
    void beat(Request sign) {
        onLoop(() -> {
            abandonIfSilent();
            if (open != null) {
                open.beat(sign);
            }
        });
    }

    /** What was asked before, such as the release of a lease, is sent first. */
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
            call.fail("no connection", null);
        } else if (waiting() >= settings.maxWaiting()) {
            call.fail("more than " + settings.maxWaiting() + " commands wait", null);
        } else {
            queue.add(call);
            deadlines.add(call);
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
            open.say(emptiedQueue());
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

    /** Open means that Redis has told its time: before that, no age of an entry could be judged. */
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
        down = link.closed() || outage.began(down, reason);
        emptiedQueue().forEach(call -> call.fail("no connection", reason));
    }
}
