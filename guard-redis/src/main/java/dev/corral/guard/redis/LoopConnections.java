package dev.corral.guard.redis;

import io.netty.channel.EventLoop;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.vertx.core.Future;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.DoubleSupplier;

/**
 * The connections of a store, one for each event loop that sends commands, opened at its first command. Calls from
 * other threads share the first connection.
 */
final class LoopConnections {

    private final VertxInternal vertx;
    private final RedisTarget target;
    private final DoubleSupplier random;
    private final LoopConnection.Terms terms;
    private final ConcurrentMap<EventLoop, LoopConnection> connections = new ConcurrentHashMap<>();
    private final EventLoop first;
    private volatile boolean closed;

    LoopConnections(ContextInternal context, RedisTarget target, DoubleSupplier random, LoopConnection.Terms terms) {
        this.vertx = context.owner();
        this.target = target;
        this.random = random;
        this.terms = terms;
        this.first = context.nettyEventLoop();
        on(first);
    }

    /** Returns a Uni that sends the command once for each subscription. */
    <T> Uni<T> ask(Call.Ask<T> ask) {
        return new AbstractUni<>() {
            @Override
            public void subscribe(UniSubscriber<? super T> caller) {
                LoopConnections.this.ask(ask, caller);
            }
        };
    }

    private <T> void ask(Call.Ask<T> ask, UniSubscriber<? super T> caller) {
        Call<T> call = new Call<>(ask, caller);
        caller.onSubscribe(call);
        if (closed) {
            call.fail("closed", null);
        } else {
            mine().ask(call);
        }
    }

    /** Sends a heartbeat: a write that Redis pushes to all nodes of this name, and a reading of the Redis clock. */
    void beat(Request sign) {
        on(first).beat(sign);
    }

    /** Sends a command that no request waits for. Must be called on the first connection's event loop. */
    Future<Response> sendAside(Request request) {
        return on(first).sendAside(request);
    }

    boolean connected() {
        return on(first).open() && terms.outage().over();
    }

    private LoopConnection mine() {
        ContextInternal current = ContextInternal.current();
        boolean onLoop = current != null && current.nettyEventLoop().inEventLoop();
        return on(onLoop ? current.nettyEventLoop() : first);
    }

    private LoopConnection on(EventLoop loop) {
        LoopConnection connection = connections.get(loop);
        return connection != null ? connection : connections.computeIfAbsent(loop, this::open);
    }

    private LoopConnection open(EventLoop loop) {
        ContextInternal context =
                vertx.createEventLoopContext(loop, null, Thread.currentThread().getContextClassLoader());
        return new LoopConnection(context, target, random, terms);
    }

    void close() {
        closed = true;
        connections.values().forEach(LoopConnection::close);
    }
}
