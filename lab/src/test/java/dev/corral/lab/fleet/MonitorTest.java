package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitorTest {

    private final Vertx vertx = Vertx.vertx();
    private RedisServer server;
    private Redis client;

    @BeforeEach
    void start(@TempDir Path logs) {
        server = RedisServer.start(logs);
        client = Redis.createClient(vertx, server.url());
    }

    @AfterEach
    void stop() {
        client.close();
        vertx.close();
        server.close();
    }

    @Test
    void commandsAboutTheKey_areCountedAndAScriptIsOne() {
        try (Monitor monitor = Monitor.of(server, "{swr:hot}")) {
            send(Request.cmd(Command.SET).arg("corral:v:rows:{swr:hot}").arg("1"));
            send(Request.cmd(Command.GET).arg("corral:v:rows:{swr:hot}"));
            send(Request.cmd(Command.GET).arg("corral:v:rows:{swr:other}"));
            send(Request.cmd(Command.SET).arg("corral:h:rows:{node-1}:1").arg("1"));
            send(Request.cmd(Command.EVAL)
                    .arg("redis.call('get', KEYS[1]); return redis.call('del', KEYS[1])")
                    .arg(1)
                    .arg("corral:v:rows:{swr:hot}"));

            assertThat(monitor.commands()).isEqualTo(3);
        }
    }

    private void send(Request request) {
        client.send(request).toCompletionStage().toCompletableFuture().join();
    }
}
