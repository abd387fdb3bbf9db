package dev.corral.yardstick;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The {@link Line} of every event loop, opened when the loop first uses it. */
@Singleton
final class Lines {

    private final Vertx vertx;
    private final String redis;
    private final FastThreadLocal<Line> lines = new FastThreadLocal<>() {
        @Override
        protected Line initialValue() {
            return open(ContextInternal.current().unwrap());
        }
    };

    Lines(Vertx vertx, @ConfigProperty(name = "quarkus.redis.hosts") String redis) {
        this.vertx = vertx;
        this.redis = redis;
    }

    /** Must be called on an event loop. */
    Line mine() {
        return lines.get();
    }

    /** Opens a line. A client's connections run on the event loop on which the client is created. */
    private Line open(Context loop) {
        Promise<RedisConnection> connection = Promise.promise();
        loop.runOnContext(start -> Redis.createClient(vertx, redis).connect().onComplete(connection));
        return new Line(loop, connection.future());
    }
}
