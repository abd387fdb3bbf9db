package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.runtime.EventLoops;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxEventLoopsTest {

    private final Vertx vertx = Vertx.vertx();
    private final VertxEventLoops loops = new VertxEventLoops(vertx);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void callersOfOneLoop_shareTheirLoopAndKeepTheirContexts() {
        ContextInternal one = request();
        ContextInternal other = request(one);
        EventLoops.Home home = in(one, loops::home);
        EventLoops.Home neighbour = in(other, loops::home);

        assertThat(home.loop()).isSameAs(neighbour.loop()).isSameAs(one.nettyEventLoop());
        assertThat(resumed(home)).isSameAs(one);
        assertThat(resumed(neighbour)).isSameAs(other);
    }

    @Test
    void detachedTask_runsOnTheSameLoopInAContextOfItsOwn() {
        ContextInternal caller = request();
        CompletableFuture<Context> seen = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();

        Thread callersThread = in(caller, () -> {
            loops.detached(() -> {
                seen.complete(Vertx.currentContext());
                thread.complete(Thread.currentThread());
            });
            return Thread.currentThread();
        });

        ContextInternal own = (ContextInternal) seen.join();
        assertThat(own).isNotSameAs(caller);
        assertThat(own.isDuplicate()).isTrue();
        assertThat(own.unwrap()).isSameAs(caller.unwrap());
        assertThat(thread.join()).isSameAs(callersThread);
    }

    @Test
    void threadOutsideVertx_isItsOwnHome() {
        EventLoops.Home home = loops.home();
        CompletableFuture<Thread> resumed = new CompletableFuture<>();

        home.loop().execute(() -> home.context().execute(() -> resumed.complete(Thread.currentThread())));

        assertThat(resumed).isCompletedWithValue(Thread.currentThread());
    }

    private ContextInternal request() {
        return ((VertxInternal) vertx).createEventLoopContext().duplicate();
    }

    private static ContextInternal request(ContextInternal onTheLoopOf) {
        return onTheLoopOf.unwrap().duplicate();
    }

    private static Context resumed(EventLoops.Home home) {
        CompletableFuture<Context> resumed = new CompletableFuture<>();
        home.loop().execute(() -> home.context().execute(() -> resumed.complete(Vertx.currentContext())));
        return resumed.join();
    }

    private static <T> T in(ContextInternal context, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(ignored -> {
            try {
                result.complete(task.call());
            } catch (Exception failed) {
                result.completeExceptionally(failed);
            }
        });
        return result.join();
    }
}
