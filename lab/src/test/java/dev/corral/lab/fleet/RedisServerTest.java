package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests faults of the lab's own Redis. */
class RedisServerTest {

    @TempDir
    Path logs;

    @Test
    void killedServer_comesBackEmptyWhereItWas() {
        try (RedisServer redis = RedisServer.start(logs)) {
            String digest = redis.client().loadScript("return 1");
            assertThat(redis.client().knowsScript(digest)).isTrue();

            redis.kill();
            redis.startAgain();

            assertThat(redis.client().knowsScript(digest)).isFalse();
        }
    }

    @Test
    void frozenServer_goesOnWhereItStood() {
        try (RedisServer redis = RedisServer.start(logs)) {
            String digest = redis.client().loadScript("return 1");

            redis.freeze();
            redis.thaw();

            assertThat(redis.client().knowsScript(digest)).isTrue();
        }
    }

    @Test
    void frozenServer_endsWithTheLab() {
        RedisServer redis = RedisServer.start(logs);
        long server = redis.client().processId();
        redis.freeze();

        redis.close();

        assertThat(ProcessHandle.of(server)).isEmpty();
    }
}
