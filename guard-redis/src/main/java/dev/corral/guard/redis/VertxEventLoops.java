package dev.corral.guard.redis;

import dev.corral.guard.runtime.EventLoops;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/**
 * The event loops of Vert.x. A request runs in a duplicated context of its own on one of them. A shared load has
 * another context, because the context of its first caller ends with that caller.
 */
public final class VertxEventLoops implements EventLoops {

    private final Vertx vertx;

    public VertxEventLoops(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Home home() {
        Context current = Vertx.currentContext();
        if (!(current instanceof ContextInternal context)) {
            return INLINE.home();
        }
        if (context.isEventLoopContext()) {
            return new Home(context.nettyEventLoop(), context::dispatch);
        }
        return new Home(task -> context.runOnContext(ignored -> task.run()), Runnable::run);
    }

    @Override
    public void detached(Runnable task) {
        ContextInternal own =
                ((ContextInternal) vertx.getOrCreateContext()).unwrap().duplicate();
        if (own.inThread()) {
            own.dispatch(task);
        } else {
            own.runOnContext(ignored -> task.run());
        }
    }
}
