package dev.corral.guard.redis;

import dev.corral.guard.redis.net.AnyAddressVertx;
import dev.corral.guard.redis.net.HostAddresses;
import dev.corral.guard.runtime.Clock;
import dev.corral.guard.store.ChangeListener;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * All connections of a store: the connections for commands, the tracking connection for pushes, and the heartbeat that
 * monitors both.
 */
final class RedisWire {

    private static final Logger LOG = Logger.getLogger(RedisWire.class);

    private static final int CONNECT_MILLIS = 1_000;
    /** Requests besides the calls: each heartbeat reads the Redis clock. */
    private static final int SPARE_HANDLERS = 64;

    private final String redis;
    private final RedisStoreSettings settings;
    private final RedisClock clock = new RedisClock();
    private final ContextInternal context;
    private final Outage outage;
    private final Refusals refusals;
    private final LoopConnections connections;
    private final TrackingConnection pushes;
    private final InfoReader info;
    private final Request sign;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** The id of no timer, until there is one; 0 is that of the first timer of the process. */
    private long heartbeat = -1;

    RedisWire(Vertx vertx, Supplier<RedisOptions> given, RedisStoreSettings settings, DoubleSupplier random) {
        RedisTarget target = target(vertx, given, settings);
        this.settings = settings;
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        // Parsed here, so that an invalid address fails the start.
        this.redis = target.address();
        this.outage = new Outage(redis);
        this.refusals = new Refusals(redis, clock);
        this.connections = new LoopConnections(
                context, target, random, new LoopConnection.Terms(settings, clock, outage, refusals));
        this.info = new InfoReader(redis, clock, connections::sendAside);
        this.pushes = new TrackingConnection(context, target, random, settings, clock);
        this.sign = Request.cmd(Command.SET)
                .arg(settings.keyspace().heartbeats(settings.member())
                        + settings.member().instance())
                .arg("1")
                .arg("PX")
                .arg(settings.silence().toMillis());
    }

    private static RedisTarget target(Vertx vertx, Supplier<RedisOptions> given, RedisStoreSettings settings) {
        return new RedisTarget(
                new AnyAddressVertx((VertxInternal) vertx, HostAddresses.of(vertx)),
                options(given.get(), settings).getEndpoint(),
                () -> options(given.get(), settings));
    }

    private static RedisOptions options(RedisOptions given, RedisStoreSettings settings) {
        if (given.getType() != RedisClientType.STANDALONE) {
            throw new IllegalArgumentException(
                    "the Redis client has type " + given.getType() + "; the shared store requires STANDALONE");
        }
        NetClientOptions net = new NetClientOptions(given.getNetClientOptions()).setConnectTimeout(CONNECT_MILLIS);
        return new RedisOptions(given)
                .setNetClientOptions(net)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1)
                .setMaxWaitingHandlers(settings.maxWaiting() + SPARE_HANDLERS);
    }

    void open() {
        pushes.open();
        heartbeat = context.setPeriodic(settings.heartbeat().toMillis(), due -> beat());
    }

    private void beat() {
        pushes.check();
        refusals.check();
        connections.beat(sign);
        info.check();
    }

    <T> Uni<T> ask(Request request, Function<Response, T> meaning) {
        return connections.ask(Call.Ask.plain(request, meaning));
    }

    /** @param foreign supplies the caller's item if the key holds a value of another type */
    <T> Uni<T> ask(Request request, Function<Response, T> meaning, Supplier<T> foreign) {
        return connections.ask(new Call.Ask<>(request, null, reply -> {}, meaning, foreign));
    }

    Uni<Response> ask(Script script, List<String> keys, Consumer<Response> unclaimed, Object... arguments) {
        return connections.ask(new Call.Ask<>(
                script.brief(keys, arguments), script.whole(keys, arguments), unclaimed, reply -> reply, null));
    }

    Clock clock() {
        return clock;
    }

    boolean connected() {
        return connections.connected();
    }

    boolean pushLive() {
        return pushes.live();
    }

    RedisInfo info() {
        return info.latest();
    }

    boolean nameShared() {
        return pushes.nameShared();
    }

    /** Returns the address of Redis and why it cannot be used, or why no pushes arrive; empty while both work. */
    Optional<String> trouble() {
        return outage.cause().or(refusals::cause).or(pushes::cause).map(cause -> redis + ": " + cause);
    }

    void listen(ChangeListener listener) {
        pushes.add(listener);
    }

    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            context.owner().cancelTimer(heartbeat);
            pushes.close();
            connections.close();
        } catch (RejectedExecutionException late) {
            LOG.debug("Vert.x was closed before the store, and closed its connections", late);
        }
    }
}
