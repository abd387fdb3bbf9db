package dev.corral.guard.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Lease;
import dev.corral.guard.core.Limits;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.store.ChangeListener;
import dev.corral.guard.store.FleetLocks.Ask;
import dev.corral.guard.store.Grant;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two fleets on one Redis share rows, locks and pushes if and only if their keyspaces are the same. */
class KeyspaceTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final Duration TERM = Duration.ofSeconds(5);

    private final Key key = new Key("full", UUID.randomUUID().toString());

    @ParameterizedTest
    @CsvSource({"corral,a,corral,b", "corral,a,corral-2,a", "corral,a,corral-2,b", "c,v,c,v-v", "a,l,a-l,l", "v,v,v,h"})
    void otherKeyspace_sharesNothing(String prefix, String identity, String otherPrefix, String otherIdentity) {
        try (ConnectedStore one = store(Keyspace.of(prefix, identity));
                ConnectedStore other = store(Keyspace.of(otherPrefix, otherIdentity))) {
            List<String> heard = heardBy(other);
            assertThat(now(one.store.acquire(ask("one")))).isInstanceOf(Grant.Granted.class);
            Grant grant = now(other.store.acquire(ask("other")));
            assertThat(grant).isInstanceOf(Grant.Granted.class);

            now(one.store.put(key, entry(one)));
            assertThat(now(other.store.get(key))).isNull();
            now(one.store.invalidate(key));
            Lease lease = new Lease("other", ((Grant.Granted) grant).fence());
            assertThat(now(other.store.publish(key, lease, entry(other))).accepted())
                    .isTrue();
            Eventually.holds("its own change is heard", () -> !heard.isEmpty());
            assertThat(heard).hasSize(1);
        }
    }

    /** The control: two stores with the same keyspace share everything. */
    @Test
    void sameKeyspace_sharesRowsLocksAndPushes() {
        try (ConnectedStore one = store(Keyspace.of("corral", "rows"));
                ConnectedStore other = store(Keyspace.of("corral", "rows"))) {
            List<String> heard = heardBy(other);
            assertThat(now(one.store.acquire(ask("one")))).isInstanceOf(Grant.Granted.class);
            assertThat(now(other.store.acquire(ask("other")))).isInstanceOf(Grant.Busy.class);
            now(one.store.put(key, entry(one)));
            assertThat(now(other.store.get(key))).isNotNull();
            Eventually.holds("heard", () -> heard.contains(key.toString()));
        }
    }

    @Test
    void otherFormat_isAnotherIdentity() {
        short next = (short) (EntryCodec.FORMAT + 1);
        assertThat(Keyspace.identityOf("http://rows/{key}", next))
                .isNotEqualTo(Keyspace.identityOf("http://rows/{key}"))
                .matches("[a-z0-9]{10}");
        try (ConnectedStore older = store(Keyspace.of("corral", Keyspace.identityOf("rows")));
                ConnectedStore newer = store(Keyspace.of("corral", Keyspace.identityOf("rows", next)))) {
            now(older.store.put(key, entry(older)));
            assertThat(now(newer.store.get(key))).isNull();
            assertThat(newer.events).isEmpty();
        }
    }

    @Test
    void fourKeysOfAnEntry_haveOneHashTag() {
        StoreKeys keys = Keyspace.of("shop", "abc").of(new Key("full", "a}b"));
        assertThat(keys.value()).isEqualTo("shop:v:abc:{full:a}b}");
        assertThat(Stream.of(keys.value(), keys.lease(), keys.fence(), keys.failure())
                        .map(each -> each.substring(each.indexOf('{'))))
                .containsOnly("{full:a}b}");
    }

    @Test
    void valueAndFailure_nameTheirKeyAndOthersNone() {
        Keyspace space = Keyspace.of("shop", "abc");
        StoreKeys keys = space.of(key);
        assertThat(space.name(keys.value())).hasValue(key.toString());
        assertThat(space.name(keys.failure())).hasValue(key.toString());
        assertThat(space.name(keys.lease())).isEmpty();
        assertThat(space.name(keys.fence())).isEmpty();
        assertThat(space.name(Keyspace.of("shop", "ab").of(key).value())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:v", "a{b", "a}b", "a*", "a?", "[a]", "a b", "a.b", "ä", "a\n"})
    void nameThatCouldCoverAnother_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyspace.of(name, "abc"))
                .withMessage(
                        "a Redis prefix must have 1 to 32 letters, digits, dashes and underscores, not '" + name + "'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyspace.of("corral", name))
                .withMessageStartingWith("an identity must have");
    }

    private ConnectedStore store(Keyspace keyspace) {
        RedisStoreSettings settings =
                RedisStoreSettings.of("any", "node").withKeyspace(keyspace).withStoreTimeout(Duration.ofSeconds(2));
        return new ConnectedStore(REDIS.options(), settings).live();
    }

    private static List<String> heardBy(ConnectedStore store) {
        List<String> heard = new CopyOnWriteArrayList<>();
        store.tell(ChangeListener.of(heard::add, () -> {}));
        return heard;
    }

    private Ask ask(String token) {
        return new Ask(key, token, TERM, -1, false);
    }

    private static Entry entry(ConnectedStore store) {
        Content row = new Content.Value("row".getBytes(UTF_8), "text/plain", 0);
        Limits limits = Limits.hard(Duration.ofMinutes(1));
        return new Entry(row, 0, store.store.clock().micros(), limits, Duration.ofMillis(3));
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(10));
    }
}
