package dev.corral.node.testing;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.node.origin.WriteLimits;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;

/** A time limit of writes for an adapter outside of a node: no other limit. */
public record WritesWithin(Duration timeout, Vertx vertx) implements WriteLimits {

    @Override
    public <T> Uni<T> limit(Uni<T> write) {
        return write.ifNoItem()
                .after(timeout)
                .on(((VertxInternal) vertx).getEventLoopGroup())
                .failWith(() -> OriginFailed.timedOut(timeout));
    }
}
