package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.redis.testing.RedisServerExtension;
import io.vertx.redis.client.impl.types.ErrorType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The error replies that concern the whole Redis server, and those that concern one key only. */
class RedisErrorTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WRONGTYPE Operation against a key holding the wrong kind of value | WRONGTYPE | false",
                "NOSCRIPT No matching script. Please use EVAL. | NOSCRIPT | false",
                "ERR user_script:7: attempt to compare nil with number script: 0a, on @user_script:7. | SCRIPT | false",
                "ERR Error running script (call to f_0a): @user_script:4: user_script:4: attempt to call nil | SCRIPT | false",
                "ERR Error running script (call to f_0a): @user_script: 21: -OOM command not allowed | OOM | true",
                "ERR Error running script (call to f_0a): @user_script: 4: WRONGTYPE Operation | WRONGTYPE | false",
                "OOM command not allowed when used memory > 'maxmemory'. script: 0a, on @user_script:4. | OOM | true",
                "MISCONF Redis is configured to save RDB snapshots | MISCONF | true",
                "READONLY You can't write against a read only replica. | READONLY | true",
                "NOREPLICAS Not enough good replicas to write. | NOREPLICAS | true",
                "LOADING Redis is loading the dataset in memory | LOADING | true",
                "BUSY Redis is busy running a script. | BUSY | true",
                "NOPERM User corral has no permissions to run the 'get' command | NOPERM | true",
                "NOAUTH Authentication required. | NOAUTH | true",
                "WRONGPASS invalid username-password pair or user is disabled. | WRONGPASS | true",
                "ERR AUTH <password> called without any password configured | WRONGPASS | true",
                "DENIED Redis is running in protected mode because | DENIED | true",
                "MOVED 3999 127.0.0.1:6381 | MOVED | true",
                "CLUSTERDOWN The cluster is down | CLUSTERDOWN | true",
                "ERR max number of clients reached | TOO_MANY_CLIENTS | true",
                "ERR unknown command 'HELLO', with args beginning with: 'AUTH' 'secret' | UNKNOWN_COMMAND | true",
                "CONNECTION_CLOSED | OTHER | true",
                "SOMETHING that a later Redis says | OTHER | true"
            })
    void reply_isOfItsKind(String reply, RedisError kind, boolean ofStore) {
        RedisError error = RedisError.of(ErrorType.create(reply));
        assertThat(error).isEqualTo(kind);
        assertThat(error.ofStore()).isEqualTo(ofStore);
        assertThat(Cause.of(ErrorType.create(reply))).isNotBlank().doesNotContain("secret");
    }

    @Test
    void repliesOfARealRedis_areKnown() {
        REDIS.command("LPUSH", "a-list", "x");
        assertThat(kindOf("GET", "a-list")).isEqualTo(RedisError.WRONGTYPE);
        assertThat(kindOf("EVALSHA", "0".repeat(40), "0")).isEqualTo(RedisError.NOSCRIPT);
        assertThat(kindOf("EVAL", "return redis.call('GET', KEYS[1])", "1", "a-list"))
                .isEqualTo(RedisError.WRONGTYPE);
        assertThat(kindOf("EVAL", "return 1 < nil", "0")).isEqualTo(RedisError.SCRIPT);
        assertThat(kindOf("SOMETHING", "else")).isEqualTo(RedisError.UNKNOWN_COMMAND);
        REDIS.command("CONFIG", "SET", "maxmemory", "1");
        assertThat(kindOf("SET", "a", "x")).isEqualTo(RedisError.OOM);
        assertThat(kindOf("EVAL", "return redis.call('SET', KEYS[1], 'x')", "1", "a"))
                .isEqualTo(RedisError.OOM);
        REDIS.command("CONFIG", "SET", "maxmemory", "0");
    }

    private static RedisError kindOf(String command, Object... arguments) {
        try {
            REDIS.command(command, arguments);
            throw new AssertionError(command + " was not refused");
        } catch (IllegalStateException refused) {
            return RedisError.of(refused.getCause().getCause());
        }
    }
}
