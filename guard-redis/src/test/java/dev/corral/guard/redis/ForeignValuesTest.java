package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.Grant;
import dev.corral.guard.store.ReleaseReason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that no node wrote, under one of an entry's four keys, causes one load of that entry, and no more. */
class ForeignValuesTest {

    private static final Keyspace KEYS = Keyspace.of("corral");
    private static final Duration TERM = Duration.ofSeconds(5);
    private static final Duration LIFE = Duration.ofMinutes(5);

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Map<String, Function<StoreKeys, String>> PARTS = Map.of(
            "value", StoreKeys::value,
            "lease", StoreKeys::lease,
            "fence", StoreKeys::fence,
            "failure", StoreKeys::failure);

    /** Commands that write a foreign value, and the values that they write. */
    private static final List<List<Object>> FOREIGN = List.of(
            List.of("LPUSH", "x"),
            List.of("SADD", "x"),
            List.of("ZADD", "1", "x"),
            List.of("HSET", "field", "x"),
            List.of("XADD", "*", "field", "x"),
            List.of("SET", ""),
            List.of("SET", "x"),
            List.of("SET", "-1"),
            List.of("SET", "nan"),
            List.of("SET", "1e300"),
            List.of("SET", "99999999999999999999999999"),
            List.of("SET", "pass"),
            List.of("SET", "backing-off 1 9999999999999999"),
            List.of("SET", "backing-off 99999999999999999999999 x"),
            List.of(
                    "SET",
                    "\u00c0\u0002 and some text that is longer than the whole header of an entry, as one may lie there"));

    private static ConnectedStore node;

    private final Key key = new Key("foreign", UUID.randomUUID().toString());

    @BeforeAll
    static void connect() {
        RedisStoreSettings settings =
                RedisStoreSettings.of("corral", "foreign").withStoreTimeout(Duration.ofSeconds(2));
        node = new ConnectedStore(REDIS.options(), settings).live();
    }

    @AfterAll
    static void close() {
        node.close();
    }

    static Stream<Arguments> foreign() {
        return PARTS.keySet().stream().flatMap(part -> FOREIGN.stream().map(words -> Arguments.of(part, words)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void foreignValue_isAbsentAndReplacedByTheNextFill(String part, List<Object> words) {
        write(part, words);

        assertThat(now(node.store.get(key))).isNull();
        Lease lease = granted("a");
        assertThat(now(node.store.publish(key, lease, entry())).accepted()).isTrue();

        assertThat(text()).isEqualTo("row");
        assertThat(granted("b").fence()).isGreaterThan(lease.fence());
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void foreignValueDuringALoad_failsNoStep(String part, List<Object> words) {
        for (ReleaseReason reason : ReleaseReason.values()) {
            Lease lease = granted("holder-" + reason);
            write(part, words);
            now(node.store.renew(key, lease, TERM));
            now(node.store.release(key, lease, reason));
            write(part, words);
            now(node.store.publish(key, lease, entry()));
            write(part, words);
            now(node.store.invalidate(key));
        }
        assertThat(now(node.store.publish(key, granted("last"), entry())).accepted())
                .isTrue();
        assertThat(text()).isEqualTo("row");
    }

    /** The control: values that nodes have written are used. */
    @Test
    void ownValues_count() {
        Lease lease = granted("a");
        assertThat(now(node.store.acquire(ask("b")))).isInstanceOf(Grant.Busy.class);
        now(node.store.release(key, lease, ReleaseReason.BACK_OFF));
        assertThat(now(node.store.acquire(ask("b")))).isInstanceOf(Grant.BackingOff.class);
    }

    /** An entry that no node can read must not be treated as a newer row either. */
    @Test
    void damagedEntryOfAHighVersion_isReplaced() {
        byte[] damaged = EntryCodec.encode(entry());
        Arrays.fill(damaged, 19, 27, (byte) 0xff);
        Arrays.fill(damaged, 51, 59, (byte) 0x7f);
        REDIS.command("SET", KEYS.value(key), damaged);

        assertThat(now(node.store.publish(key, granted("a"), entry())).accepted())
                .isTrue();
        assertThat(text()).isEqualTo("row");
    }

    private void write(String part, List<Object> words) {
        String name = PARTS.get(part).apply(KEYS.of(key));
        REDIS.command("DEL", name);
        Object[] arguments =
                Stream.concat(Stream.of(name), words.stream().skip(1)).toArray();
        REDIS.command((String) words.getFirst(), arguments);
    }

    private Lease granted(String token) {
        Ask ask = new Ask(key, token, TERM, Long.MAX_VALUE, false);
        return new Lease(token, ((Grant.Granted) now(node.store.acquire(ask))).fence());
    }

    private Ask ask(String token) {
        return new Ask(key, token, TERM, -1, false);
    }

    private Entry entry() {
        Content row = new Content.Value("row".getBytes(UTF_8), "text/plain", 7);
        return new Entry(row, 0, node.store.clock().micros(), Limits.hard(LIFE), Duration.ofMillis(3));
    }

    private String text() {
        return new String(((Content.Value) now(node.store.get(key)).content()).bytes(), UTF_8);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
