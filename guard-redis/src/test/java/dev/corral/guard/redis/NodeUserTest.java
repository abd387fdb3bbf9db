package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Lease;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.ReleaseReason;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole contract as a Redis user who has the rights of a node and no others. */
class NodeUserTest extends RedisContract {

    /**
     * The rights of a node, as {@code ACL SETUSER} and a line of an ACL file accept them after a name and a password.
     */
    private static final String RULES = "on ~corral:* resetchannels -@all"
            + " +get +set +del +pttl +pexpire +time +info +eval +evalsha +client|tracking";

    private static final String USER = "corral";
    private static final Duration TERM = Duration.ofSeconds(5);

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static ConnectedStore node;

    @BeforeAll
    static void connect() {
        allow(RULES);
        node = new ConnectedStore(options(), SETTINGS).live();
    }

    @AfterAll
    static void close() {
        node.close();
    }

    @BeforeEach
    void forgetRefusals() {
        REDIS.command("ACL", "LOG", "RESET");
    }

    @Test
    void everythingANodeDoes_isAllowed() {
        doEverything(node);
        assertThat(refused()).isEmpty();
    }

    /** The control: without any one of the rules, something that a node does is refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {"get", "set", "del", "pttl", "pexpire", "time", "info", "eval", "evalsha", "client|tracking"})
    void ruleTakenOut_isMissed(String command) {
        allow(without("+" + command));
        try (ConnectedStore lesser = new ConnectedStore(options(), SETTINGS)) {
            doEverything(lesser);
            String refusedAs = command.replaceFirst("\\|.*", "");
            Eventually.holds(command + " is refused", () -> refused().contains(refusedAs));
        } finally {
            allow(RULES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FLUSHALL",
                "FLUSHDB",
                "KEYS *",
                "SCAN 0",
                "CONFIG GET maxmemory",
                "ACL WHOAMI",
                "MONITOR",
                "SCRIPT FLUSH",
                "CLIENT LIST",
                "PUBLISH corral:v: x",
                "EXPIRE corral:v:{a:b} 1",
                "SET another:key x",
                "GET another:key",
                "DEL corral:v:{a:b} another:key",
                "EVAL redis.call('FLUSHALL') 0",
                "EVAL return(redis.call('GET','another:key')) 0"
            })
    void whatANodeDoesNotDo_isRefused(String command) {
        Redis client = Redis.createClient(node.vertx, options());
        try {
            assertThatThrownBy(() -> send(client, command.split(" "))).isInstanceOf(CompletionException.class);
            assertThat(refused()).isNotEmpty();
        } finally {
            client.close();
        }
    }

    @Test
    void otherPassword_isRefused() {
        Redis client = Redis.createClient(node.vertx, options().setPassword("guessed"));
        try {
            assertThatThrownBy(() -> send(client, "TIME")).hasMessageContaining("WRONGPASS");
        } finally {
            client.close();
        }
    }

    /** Sends scripts with their source, and by their digests; a failed step does not stop the next one. */
    private void doEverything(ConnectedStore store) {
        REDIS.command("SCRIPT", "FLUSH");
        for (String token : new String[] {"a", "b"}) {
            Lease lease = new Lease(token, 1);
            attempt(store.store.acquire(new Ask(key, token, TERM, -1, false)));
            attempt(store.store.acquire(new Ask(key, "other", TERM, -1, false)));
            attempt(store.store.renew(key, lease, TERM));
            attempt(store.store.publish(key, lease, entry("x")));
            attempt(store.store.release(key, lease, ReleaseReason.BACK_OFF));
            attempt(store.store.invalidate(key));
        }
        attempt(store.store.put(key, entry("x")));
        attempt(store.store.get(key));
        attempt(store.store.document().report("0"));
        attempt(store.store.document().replace("", "x"));
        REDIS.command("DEL", KEYS.of(key).value());
    }

    private static void attempt(Uni<?> step) {
        step.onFailure().recoverWithNull().await().atMost(TERM);
    }

    private static Set<String> refused() {
        Response log = REDIS.command("ACL", "LOG");
        return StreamSupport.stream(log.spliterator(), false)
                .map(entry -> entry.get("object").toString().replaceFirst("\\|.*", ""))
                .collect(Collectors.toSet());
    }

    private static Response send(Redis client, String... words) {
        Request request = Request.cmd(Command.create(words[0]));
        for (int each = 1; each < words.length; each++) {
            request.arg(words[each]);
        }
        return client.send(request).toCompletionStage().toCompletableFuture().join();
    }

    private static String without(String rule) {
        return Stream.of(RULES.split(" ")).filter(each -> !each.equals(rule)).collect(Collectors.joining(" "));
    }

    private static void allow(String rules) {
        String line = "SETUSER " + USER + " reset >secret " + rules;
        REDIS.command("ACL", Stream.of(line.split(" ")).toArray());
    }

    private static RedisOptions options() {
        return new RedisOptions()
                .setConnectionString(REDIS.uri() + "?user=" + USER)
                .setPassword("secret");
    }

    @Override
    RedisServerExtension redis() {
        return REDIS;
    }

    @Override
    ConnectedStore node() {
        return node;
    }
}
