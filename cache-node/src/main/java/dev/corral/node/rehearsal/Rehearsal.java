package dev.corral.node.rehearsal;

import dev.corral.guard.runtime.Clock;
import dev.corral.node.cache.Caches;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Reads and writes that a node sends to its own port before it is ready, so that its code is compiled and its
 * connections are open when the first client sends a request. It ends when its latency no longer falls, or after a time
 * limit.
 *
 * <p>It uses a cache of its own with a random name, which only this process knows, in front of an origin of its own.
 * Nothing of it is exported, traced, logged or left in Redis, except for one line in the log when it is over.
 */
public final class Rehearsal {

    /** The progress, as readiness reports it. */
    public enum State {
        OFF,
        WAITING,
        RUNNING,
        OVER
    }

    /**
     * The parts and settings of the node that a rehearsal uses.
     *
     * @param scratches returns the cache that is read, in front of the origin with this URL
     * @param versionHeader the origin's response header with the version of a row
     * @param writes whether the node accepts writes
     * @param mostConnections the number of connections that each of the node's ports accepts
     */
    public record Parts(
            Vertx vertx,
            Clock clock,
            Caches caches,
            Function<String, Scratch> scratches,
            Optional<String> versionHeader,
            boolean writes,
            int mostConnections) {}

    private static final Logger LOG = Logger.getLogger(Rehearsal.class);

    /** The largest number of connections that are opened to a port at the beginning. */
    private static final int MOST_CONNECTIONS = 64;

    private static final int ROUNDS_KEPT = 2 * Round.STALE_AFTER;
    private static final long MEASURE_MILLIS = 250;
    private static final long LOOK_AGAIN_MILLIS = 100;
    /** How long its end waits for requests in progress, then for loads, and then for Redis, each. */
    private static final long GRACE_MILLIS = 200;

    private static final long LOOK_MILLIS = 5;
    /** Longer than a command that no request waits for, such as the release of a lease. */
    private static final long SETTLE_MILLIS = 20;

    /** The longest end: all of its waits together. They are a part of the limit. */
    private static final long TIDYING_MILLIS = 3 * GRACE_MILLIS + 2 * SETTLE_MILLIS;

    /** Longer than all waits of its end together. */
    private static final long LONGEST_STOP_MILLIS = 1_000;

    /** The id of no timer; 0 is that of the first timer of the process. */
    private static final long NO_TIMER = -1;

    private static final double NANOS_A_MILLI = 1e6;

    private final Duration limit;
    private final Parts parts;
    private final Vertx vertx;
    private final Context context;
    private final OthersLoad others = new OthersLoad();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile State state;

    /* Changed on the context's event loop only. */
    private final Trend trend = new Trend();
    private Runnable then = () -> {};
    private final List<Target> targets = new ArrayList<>();
    private Scratch scratch;
    private StandInOrigin origin;
    private OwnRequests requests;
    private long beganNanos;
    private long limitTimer = NO_TIMER;
    private long measureTimer = NO_TIMER;
    private long rounds;
    /** The rounds that are in progress, and those that follow a pause. */
    private int planned;
    /** The rounds in progress, and the first reads of a port. */
    private int inProgress;

    private String end;
    private boolean failed;
    private boolean tidying;

    /**
     * @param limit how long it may delay readiness, the deletion of its keys included; zero: there is no rehearsal
     */
    public Rehearsal(Duration limit, Parts parts) {
        this.limit = limit;
        this.parts = parts;
        this.vertx = parts.vertx();
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.state = limit.isZero() ? State.OFF : State.WAITING;
        // Counts from here if the node stops before the rehearsal begins.
        this.beganNanos = parts.clock().nanos();
    }

    /** Whether the node need not wait any longer. */
    public boolean over() {
        return state == State.OFF || state == State.OVER;
    }

    public State state() {
        return state;
    }

    /**
     * Begins to wait for the port; the limit counts from now.
     *
     * @param next runs when the rehearsal is over
     */
    public void begin(Runnable next) {
        if (state == State.OFF) {
            next.run();
            return;
        }
        context.runOnContext(begin -> {
            then = next;
            beganNanos = parts.clock().nanos();
            limitTimer = vertx.setTimer(sendingTime().millis(), late -> limitReached());
        });
    }

    private SendingTime sendingTime() {
        return new SendingTime(limit, Duration.ofMillis(TIDYING_MILLIS));
    }

    private void limitReached() {
        long sent = requests == null ? 0 : requests.sent();
        if (sendingTime().goesOn(passedMillis(), sent, others.share())) {
            limitTimer = vertx.setTimer(LOOK_AGAIN_MILLIS, late -> limitReached());
        } else {
            finish("its limit of " + limit.toMillis() + " ms");
        }
    }

    private long passedMillis() {
        return (parts.clock().nanos() - beganNanos) / 1_000_000;
    }

    /** Begins to send requests to a port, because it listens now. */
    public void listening(Target target) {
        context.runOnContext(begin -> {
            if (end != null || state == State.OFF) {
                return;
            }
            targets.add(target);
            if (state == State.WAITING) {
                state = State.RUNNING;
                open();
            } else if (requests != null) {
                connect(target);
            }
        });
    }

    /**
     * Ends it early, because the node stops, and waits until it has deleted its keys. Must not be called on an event
     * loop.
     */
    public void stop() {
        if (state == State.OFF) {
            return;
        }
        context.runOnContext(stop -> {
            then = () -> {};
            finish("the stop of the node");
        });
        try {
            ended.await(LONGEST_STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void open() {
        StandInOrigin.listen(vertx, parts.versionHeader())
                .onFailure(failure -> fail(failure.getMessage()))
                .onSuccess(opened -> {
                    if (end == null) {
                        origin = opened;
                        openCache();
                    } else {
                        opened.close();
                    }
                });
    }

    private void openCache() {
        try {
            scratch = parts.scratches().apply(origin.url());
        } catch (RuntimeException failure) {
            fail(failure.getMessage());
            return;
        }
        parts.caches().addUnlisted(scratch.cache());
        requests = new OwnRequests(
                vertx, scratch.cache().name(), Math.min(eventLoops(), MOST_CONNECTIONS), parts.mostConnections());
        measureTimer = vertx.setPeriodic(MEASURE_MILLIS, due -> vertx.executeBlocking(this::measured, false));
        targets.forEach(this::connect);
    }

    private int eventLoops() {
        return (int)
                StreamSupport.stream(((VertxInternal) vertx).getEventLoopGroup().spliterator(), false)
                        .count();
    }

    private void connect(Target target) {
        inProgress++;
        requests.open(target).onComplete(opened -> {
            inProgress--;
            goOn(1);
        });
    }

    private Void measured() {
        others.measure();
        return null;
    }

    /** Plans as many rounds as other processes leave time for; deletes everything if the rehearsal has ended. */
    private void goOn(long pauseMillis) {
        if (end == null) {
            for (; planned < Pace.atOnce(others.share()); planned++) {
                vertx.setTimer(pauseMillis, due -> play());
            }
        } else if (inProgress == 0) {
            tidy();
        }
    }

    private void play() {
        if (end != null) {
            return;
        }
        rounds++;
        inProgress++;
        Round round = new Round(rounds, requests, scratch, parts.writes());
        forget(round, rounds - ROUNDS_KEPT);
        long startNanos = parts.clock().nanos();
        round.play().onComplete(done -> ended(round, parts.clock().nanos() - startNanos));
    }

    /** Deletes the keys of an old round, so that a rehearsal needs little memory of Redis. */
    private void forget(Round round, long old) {
        if (old > 0) {
            round.keys(old).forEach(key -> scratch.forget(key).subscribe().with(deleted -> {}, kept -> {}));
        }
    }

    private void ended(Round round, long tookNanos) {
        inProgress--;
        planned--;
        if (end == null) {
            judge(round, tookNanos);
        }
        goOn(Math.max(1, Pace.after(tookNanos, others.share()).toMillis()));
    }

    private void judge(Round round, long tookNanos) {
        if (round.served() == 0) {
            leaveOut(round);
        } else {
            trend.add(tookNanos / round.sent());
            if (trend.isFlat()) {
                finish("flat latency");
            }
        }
    }

    private void leaveOut(Round round) {
        String route = round.route().text();
        String last = round.lastStatus() == 0 ? "there is no response" : "the last status is " + round.lastStatus();
        boolean used = requests.leaveOut(round.route());
        if (!requests.hasRoute()) {
            fail("no cache responds to the node's own requests over " + route + " (" + last + "). Its code is cold."
                    + " If the port requires certificates or credentials of clients, set corral.warm.rehearsal=0s");
        } else if (used) {
            LOG.infof("Rehearsal continues without %s: no cache responds to the node's own requests (%s)", route, last);
        }
    }

    private void fail(String reason) {
        failed |= end == null;
        finish("a failure: " + reason);
    }

    /** @param why completes the sentence "it was ended by ..." */
    private void finish(String why) {
        if (end != null || over()) {
            return;
        }
        end = why;
        vertx.cancelTimer(limitTimer);
        vertx.cancelTimer(measureTimer);
        if (requests != null) {
            requests.stop();
        }
        if (inProgress == 0) {
            tidy();
        } else {
            vertx.setTimer(GRACE_MILLIS, late -> tidy());
        }
    }

    private void tidy() {
        if (tidying) {
            return;
        }
        tidying = true;
        if (requests != null) {
            LOG.debugf("Responses as expected: %s; over %s", requests.counts(), requests.routes());
            requests.close();
        }
        parts.caches().removeUnlisted();
        awaitLoads(parts.clock().nanos() + Duration.ofMillis(GRACE_MILLIS).toNanos())
                .compose(ended -> scratch == null ? Future.succeededFuture() : closed())
                .onComplete(closed -> conclude());
    }

    private Future<Void> awaitLoads(long untilNanos) {
        if (scratch == null) {
            return Future.succeededFuture();
        }
        return scratch.cache().busy() && !parts.clock().passed(untilNanos)
                ? after(LOOK_MILLIS).compose(look -> awaitLoads(untilNanos))
                : after(SETTLE_MILLIS);
    }

    private Future<Void> closed() {
        Promise<Void> closed = Promise.promise();
        scratch.close().subscribe().with(done -> closed.tryComplete(), failure -> closed.tryComplete());
        vertx.setTimer(GRACE_MILLIS, late -> closed.tryComplete());
        return closed.future();
    }

    private Future<Void> after(long millis) {
        Promise<Void> passed = Promise.promise();
        vertx.setTimer(millis, due -> passed.complete());
        return passed.future();
    }

    /** Runs on the context, whose loop the timers and the store use. */
    private void conclude() {
        if (origin != null) {
            origin.close();
        }
        LOG.log(failed ? Logger.Level.WARN : Logger.Level.INFO, sentence());
        scratch = null;
        requests = null;
        state = State.OVER;
        ended.countDown();
        then.run();
    }

    private String sentence() {
        return String.format(
                Locale.ROOT,
                "Rehearsal is over: %d requests in %d ms; a request took %.2f ms at first and %.2f ms at last; ended by"
                        + " %s",
                requests == null ? 0 : requests.sent(),
                passedMillis(),
                trend.firstNanos() / NANOS_A_MILLI,
                trend.lastNanos() / NANOS_A_MILLI,
                end);
    }
}
