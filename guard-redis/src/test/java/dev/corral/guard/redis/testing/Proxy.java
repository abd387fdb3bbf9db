package dev.corral.guard.redis.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A proxy between a store and Redis. It can go silent without closing, like a network when a host vanishes, and it can
 * refuse the connections that carry pushes.
 */
public final class Proxy implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final List<Pipe> pipes = new CopyOnWriteArrayList<>();
    private final NetServer server;
    private volatile boolean pushesRefused;
    private volatile boolean repliesHeld;

    /** One connection through the proxy. */
    private final class Pipe {
        private final NetSocket near;
        private volatile boolean pushes;
        private volatile boolean silent;
        private Buffer held = Buffer.buffer();

        Pipe(NetSocket near) {
            this.near = near;
        }

        synchronized void reply(Buffer bytes) {
            if (repliesHeld) {
                held.appendBuffer(bytes);
            } else {
                forward(bytes, near);
            }
        }

        synchronized void release() {
            if (held.length() > 0) {
                forward(held, near);
                held = Buffer.buffer();
            }
        }

        void forward(Buffer bytes, NetSocket to) {
            pushes |= bytes.toString().contains("BCAST");
            if (pushes && pushesRefused) {
                near.close();
            } else if (!silent) {
                to.write(bytes);
            }
        }
    }

    public Proxy(int redisPort) {
        server = vertx.createNetServer().connectHandler(near -> pipe(near, redisPort));
        try {
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(5, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void pipe(NetSocket near, int redisPort) {
        near.pause();
        vertx.createNetClient().connect(redisPort, "127.0.0.1").onSuccess(far -> {
            Pipe pipe = new Pipe(near);
            pipes.add(pipe);
            far.handler(pipe::reply);
            near.handler(bytes -> pipe.forward(bytes, far));
            near.closeHandler(closed -> {
                pipes.remove(pipe);
                far.close();
            });
            far.closeHandler(closed -> near.close());
            near.resume();
        });
    }

    public RedisOptions options() {
        return new RedisOptions().setConnectionString("redis://127.0.0.1:" + server.actualPort());
    }

    /** Closes the connection that carries pushes, and every further one, until they are allowed again. */
    public void refusePushes(boolean refused) {
        pushesRefused = refused;
        if (refused) {
            pipes.stream().filter(pipe -> pipe.pushes).forEach(pipe -> pipe.near.close());
        }
    }

    /** Holds back all replies of Redis until it is called with false. */
    public void holdReplies(boolean held) {
        repliesHeld = held;
        if (!held) {
            pipes.forEach(Pipe::release);
        }
    }

    /** Drops all data that the connection for pushes sends and receives from now on. */
    public void silencePushes() {
        silence(pipe -> pipe.pushes);
    }

    public void silenceCommands() {
        silence(pipe -> !pipe.pushes);
    }

    private void silence(Predicate<Pipe> which) {
        pipes.stream().filter(which).forEach(pipe -> pipe.silent = true);
    }

    /** The number of connections that were silenced and are not closed yet. */
    public long silenced() {
        return pipes.stream().filter(pipe -> pipe.silent).count();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
