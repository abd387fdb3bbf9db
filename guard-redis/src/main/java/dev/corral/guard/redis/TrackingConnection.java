package dev.corral.guard.redis;

import dev.corral.guard.redis.net.LoggedCauses;
import dev.corral.guard.store.ChangeListener;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jboss.logging.Logger;

/**
 * The connection on which Redis pushes the keys that changed: client tracking in broadcast mode, and nothing else.
 *
 * <p>Once tracking is on, not even a PING is sent here, because the client would treat a push as the reply to it. This
 * node's own heartbeat, which is written over another connection, shows whether pushes still arrive.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/client-side-caching/">Redis: client-side caching</a>
 */
final class TrackingConnection implements Reconnector.User {

    private static final Logger LOG = Logger.getLogger(TrackingConnection.class);

    private final ContextInternal context;
    private final String redis;
    private final LoggedCauses logged = new LoggedCauses();
    private final Keyspace keyspace;
    private final String heartbeats;
    private final Namesakes namesakes;
    private final Duration heartbeat;
    private final Duration silence;
    private final RedisClock clock;
    private final Reconnector link;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean live;
    private volatile String cause;
    private long heardNanos;
    private long checkedNanos;

    /** Whether the listeners were told that changes may be lost, until the next push. */
    private boolean doubted;

    TrackingConnection(
            ContextInternal context,
            RedisTarget target,
            DoubleSupplier random,
            RedisStoreSettings settings,
            RedisClock clock) {
        this.context = context;
        this.redis = target.address();
        this.keyspace = settings.keyspace();
        this.heartbeats = keyspace.heartbeats(settings.member());
        this.namesakes = new Namesakes(settings.member(), clock, settings.silence());
        this.heartbeat = settings.heartbeat();
        this.silence = settings.silence();
        this.clock = clock;
        this.link = new Reconnector(context, target, random, this);
    }

    void open() {
        context.runOnContext(start -> link.open());
    }

    void close() {
        context.runOnContext(end -> link.close());
    }

    boolean live() {
        return live;
    }

    /** Whether another live process has the name of this one. */
    boolean nameShared() {
        return namesakes.present();
    }

    /** Returns why no pushes arrive; empty while they do. */
    Optional<String> cause() {
        return Optional.ofNullable(cause);
    }

    /** Adds a listener on the connection's own event loop, so that a listener that is added late misses no state. */
    void add(ChangeListener listener) {
        context.runOnContext(listening -> {
            listeners.add(listener);
            if (live) {
                listener.allChanged();
            }
        });
    }

    /** Detects a connection without pushes. Called with every heartbeat, on this connection's event loop. */
    void check() {
        namesakes.check();
        long now = clock.nanos();
        boolean isQuiet = now - heardNanos > silence.toNanos();
        // While the loop was late, it sent no heartbeat that could have been pushed back.
        long lateNanos = Math.max(0, now - checkedNanos - heartbeat.toNanos());
        heardNanos = Math.min(now, heardNanos + lateNanos);
        checkedNanos = now;
        if (live && now - heardNanos > silence.toNanos()) {
            link.abandon("no push for " + silence.toMillis() + " ms");
        } else if (live && isQuiet && !doubted) {
            // The connection may have ended while the loop was late.
            doubted = true;
            tell(ChangeListener::lost);
        }
    }

    @Override
    public Future<Void> opened(RedisConnection connection) {
        connection.handler(this::pushed);
        Request track = Request.cmd(Command.CLIENT).arg("TRACKING").arg("ON").arg("BCAST");
        track.arg("PREFIX").arg(keyspace.values());
        track.arg("PREFIX").arg(keyspace.failures());
        track.arg("PREFIX").arg(heartbeats);
        return connection.send(track).map(on -> {
            began();
            return null;
        });
    }

    private void began() {
        live = true;
        doubted = false;
        heardNanos = clock.nanos();
        checkedNanos = heardNanos;
        if (cause != null) {
            LOG.infof("Pushes from Redis at %s arrive again", redis);
            cause = null;
            logged.clear();
        }
        tell(ChangeListener::allChanged);
    }

    @Override
    public void lost(Throwable reason) {
        if (!link.closed()) {
            String now = Cause.of(reason);
            if (logged.add(now)) {
                LOG.warnf("Pushes from Redis at %s are %slost: %s", redis, cause == null ? "" : "still ", now);
            }
            cause = now;
        }
        if (live) {
            live = false;
            if (!doubted) {
                tell(ChangeListener::lost);
            }
        }
    }

    private void pushed(Response push) {
        heardNanos = clock.nanos();
        if (doubted) {
            doubted = false;
            tell(ChangeListener::allChanged);
        }
        boolean invalidation =
                push.size() == 2 && "invalidate".equals(push.get(0).toString());
        if (invalidation && push.get(1) == null) {
            tell(ChangeListener::allChanged);
        } else if (invalidation) {
            push.get(1).forEach(key -> changed(key.toString()));
        }
    }

    private void changed(String redisKey) {
        if (redisKey.startsWith(heartbeats)) {
            namesakes.heard(redisKey.substring(heartbeats.length()));
        } else {
            keyspace.name(redisKey).ifPresent(name -> tell(listener -> listener.changed(name)));
        }
    }

    private void tell(Consumer<ChangeListener> news) {
        listeners.forEach(news);
    }
}
