package dev.corral.guard.redis.testing;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real Redis for the life of one test class. The class is skipped, with the reason, if that Redis cannot be used. */
public final class RedisServerExtension
        implements BeforeAllCallback, AfterAllCallback, ExecutionCondition, AutoCloseable {

    private final RealRedis server;
    private Vertx vertx;
    private Redis admin;

    /** Creates the extension with a Redis process on this host. */
    public RedisServerExtension() {
        this(new ProcessRedis());
    }

    public RedisServerExtension(RealRedis server) {
        this.server = server;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return server.missing()
                .map(ConditionEvaluationResult::disabled)
                .orElseGet(() -> ConditionEvaluationResult.enabled("there is a Redis"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        boolean outermost =
                context.getParent().flatMap(ExtensionContext::getTestClass).isEmpty();
        if (outermost) {
            close();
        }
    }

    /** Starts Redis for test engines without extensions; a second call has no effect. */
    public RedisServerExtension open() {
        if (vertx == null) {
            start();
            vertx = Vertx.vertx();
            admin = Redis.createClient(vertx, options());
        }
        return this;
    }

    @Override
    public void close() {
        admin.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        stop();
    }

    public RedisOptions options() {
        return new RedisOptions().setConnectionString(uri());
    }

    public int port() {
        return URI.create(uri()).getPort();
    }

    public String uri() {
        return server.uri();
    }

    /** Starts Redis on the same port as before, without data. */
    public void start() {
        server.start();
    }

    public void stop() {
        server.stop();
    }

    /** Sends one command, for example {@code "CLIENT", "LIST"}, and returns its reply. */
    public Response command(String name, Object... arguments) {
        Request request = Request.cmd(Command.create(name), arguments);
        try {
            return admin.send(request).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception refused) {
            throw new IllegalStateException(name + " was refused", refused);
        }
    }
}
