package dev.corral.guard.redis.testing;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops an event loop, as code does that runs for too long. The loop is stopped while it handles what it has read, so
 * that its timers that become due meanwhile run before it reads again.
 */
public final class StoppedLoop implements AutoCloseable {

    private final NetServer server;
    private final Socket socket;
    private volatile CountDownLatch stopped = new CountDownLatch(1);
    private volatile CountDownLatch resumed = new CountDownLatch(1);

    /** @param context a context of the event loop */
    public StoppedLoop(Vertx vertx, Context context) {
        server = vertx.createNetServer().connectHandler(connection -> connection.handler(bytes -> pause()));
        CompletableFuture<NetServer> listening = new CompletableFuture<>();
        context.runOnContext(start -> server.listen(0, "127.0.0.1")
                .onSuccess(listening::complete)
                .onFailure(listening::completeExceptionally));
        try {
            socket = new Socket("127.0.0.1", listening.join().actualPort());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Stops the loop; returns when it stands still. */
    public void stop() {
        stopped = new CountDownLatch(1);
        resumed = new CountDownLatch(1);
        try {
            socket.getOutputStream().write(1);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        await(stopped);
    }

    public void resume() {
        resumed.countDown();
    }

    /** Stops the loop for this time. While it stands still, {@code meanwhile} runs. */
    public void stopFor(Duration pause, Runnable meanwhile) {
        stop();
        meanwhile.run();
        Eventually.passed(pause);
        resume();
    }

    private void pause() {
        stopped.countDown();
        await(resumed);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the event loop was neither stopped nor resumed within 30 s");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        resume();
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.close();
    }
}
