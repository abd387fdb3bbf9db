package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.corral.lab.ending.LabException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests a Redis with a password, and addresses at which there is no usable Redis. */
class GuardedRedisTest {

    private static final String PASSWORD = "s3cr@t";

    @TempDir
    Path logs;

    private RedisServer own;
    private String hostAndPort;

    @BeforeEach
    void start() {
        own = RedisServer.start(logs);
        hostAndPort = own.url().substring("redis://".length());
        RedisClient client = own.client();
        client.send(Request.cmd(Command.ACL, "SETUSER", "limited", "on", ">" + PASSWORD, "~*", "+hello", "+auth"));
        client.send(Request.cmd(Command.CONFIG, "SET", "requirepass", PASSWORD));
    }

    @AfterEach
    void stop() {
        own.close();
    }

    @Test
    void rightPassword_isTaken() {
        try (RedisServer redis = RedisServer.at("redis://:s3cr%40t@" + hostAndPort)) {
            redis.client().ping();
        }
        try (RedisServer redis =
                RedisServer.at(RedisUrl.of("redis://" + hostAndPort, PASSWORD).text())) {
            redis.client().ping();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://             | it requires a password, and none was given (NOAUTH)",
                "redis://:wrong1@     | it refused the user or the password (WRONGPASS)",
                "redis://nobody:x1x@  | it refused the user or the password (WRONGPASS)",
                "redis://limited:s3cr%40t@ | its user lacks a right (NOPERM)",
                "rediss://            | it does not speak TLS at that port (use redis://"
            })
    void refusal_isSaidAsWhatItIs(String beginning, String sentence) {
        assertThatThrownBy(() -> RedisServer.at(beginning + hostAndPort))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("Redis at redis")
                .hasMessageContaining(" cannot be used: ")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("wrong1")
                .hasMessageNotContaining("s3cr")
                .hasMessageNotContaining("x1x");
    }

    @Test
    void databaseThatIsNotThere_isSaid() {
        assertThatThrownBy(() -> RedisServer.at("redis://:s3cr%40t@" + hostAndPort + "/99"))
                .hasMessageContaining("it has no database of that number: correct the number after the slash");
    }

    @Test
    void unknownHost_isSaid() {
        assertThatThrownBy(() -> RedisServer.at("redis://no-such-host.invalid:6379"))
                .hasMessageContaining("its host name is unknown: correct the name");
    }

    @Test
    void serviceThatIsNoRedis_isSaid() throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.start();
        try {
            String url = "redis://127.0.0.1:" + web.getAddress().getPort();

            assertThatThrownBy(() -> RedisServer.at(url)).hasMessageContaining(": correct the port");
        } finally {
            web.stop(0);
        }
    }

    @Test
    void redisAtOneAddressOfLocalhost_isUsed() {
        String port = hostAndPort.substring(hostAndPort.indexOf(':'));
        try (RedisServer redis = RedisServer.at("redis://:s3cr%40t@localhost" + port)) {
            redis.client().ping();
        }
    }
}
