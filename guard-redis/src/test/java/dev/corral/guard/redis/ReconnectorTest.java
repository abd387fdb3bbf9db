package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.redis.net.AnyAddressVertx;
import dev.corral.guard.redis.net.HostAddresses;
import dev.corral.guard.redis.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.NetServer;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An attempt that takes too long fails with what it waited for: DNS, or the server. */
class ReconnectorTest {

    private final VertxInternal vertx = (VertxInternal) Vertx.vertx();
    private final ContextInternal context = vertx.createEventLoopContext();
    private final List<String> causes = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nameServerThatIsSilent_isTheCause() {
        open(6379, (loop, host) -> loop.<List<InetAddress>>promise().future());

        Eventually.holds("the attempt has ended", () -> !causes.isEmpty());
        assertThat(causes.getFirst()).startsWith("its host name was not resolved within 2000 ms: DNS does not answer");
    }

    @Test
    void serverThatIsSilent_isTheCauseWhereItsNameIsResolved() {
        NetServer silent = vertx.createNetServer()
                .connectHandler(socket -> {})
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        open(silent.actualPort(), (loop, host) -> loop.succeededFuture(List.of(InetAddress.getLoopbackAddress())));

        Eventually.holds("the attempt has ended", () -> !causes.isEmpty());
        assertThat(causes.getFirst()).startsWith("it accepted the connection and did not answer within 2000 ms");
    }

    private void open(int port, HostAddresses.Resolver resolver) {
        RedisOptions options = new RedisOptions()
                .setConnectionString("redis://redis.test:" + port)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1);
        RedisTarget target =
                new RedisTarget(new AnyAddressVertx(vertx, resolver), options.getEndpoint(), () -> options);
        Reconnector reconnector = new Reconnector(context, target, () -> 0.5, new Causes());
        context.runOnContext(start -> reconnector.open());
    }

    private final class Causes implements Reconnector.User {
        @Override
        public Future<Void> opened(RedisConnection connection) {
            return Future.succeededFuture();
        }

        @Override
        public void lost(Throwable reason) {
            causes.add(Cause.of(reason));
        }
    }
}
