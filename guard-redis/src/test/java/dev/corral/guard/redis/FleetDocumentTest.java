package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.redis.FleetDocument.Peer;
import dev.corral.guard.redis.FleetDocument.View;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.RedisServerExtension;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FleetDocumentTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int WRITERS = 20;
    private static final String DOCUMENT = "shop:s:{fleet}:document";

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private ConnectedStore one;
    private ConnectedStore other;

    @BeforeEach
    void connect() {
        REDIS.command("FLUSHALL");
        one = connected("one", "rows");
        other = connected("other", "rows-in-another-format");
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void document_isThatOfAllProcessesWithThePrefix() {
        assertThat(report(one, "0").text()).isEmpty();
        assertThat(replace(one, "", "first \u00e4")).isEmpty();

        assertThat(report(other, "0").text()).isEqualTo("first \u00e4");
        assertThat(replace(other, "first \u00e4", "second")).isEmpty();
        assertThat(REDIS.command("GET", DOCUMENT)).hasToString("second");
    }

    @Test
    void replacementsAtOnce_succeedOnceAndNameTheWinner() {
        replace(one, "", "old");

        List<Optional<String>> outcomes = Uni.join()
                .all(IntStream.range(0, WRITERS)
                        .mapToObj(each ->
                                (each % 2 == 0 ? one : other).store.document().replace("old", "new-" + each))
                        .toList())
                .andFailFast()
                .await()
                .atMost(LIMIT);

        String winner = REDIS.command("GET", DOCUMENT).toString();
        assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Optional::isPresent)
                .hasSize(WRITERS - 1)
                .allSatisfy(lost -> assertThat(lost).hasValue(winner));
    }

    @Test
    void reports_listEachProcessOnceWithItsLatestNote() {
        report(one, "1");
        report(other, "1 cache full: a sentence, with 100 %");
        report(one, "2");

        List<Peer> peers = report(other, "3").peers();

        assertThat(peers).extracting(Peer::name).containsExactlyInAnyOrder("one", "other");
        assertThat(peers).extracting(Peer::note).containsExactlyInAnyOrder("2", "3");
        assertThat(peers).allSatisfy(peer -> assertThat(peer.heard()).isLessThan(LIMIT));
        assertThat(REDIS.command("PTTL", "shop:s:{fleet}:processes").toLong()).isPositive();
    }

    @Test
    void foreignValues_areReplaced() {
        REDIS.command("LPUSH", DOCUMENT, "x");
        REDIS.command("SET", "shop:s:{fleet}:processes", "neither time nor name");

        View view = report(one, "0");

        assertThat(view.text()).isEmpty();
        assertThat(view.peers()).extracting(Peer::name).containsExactly("one");
        assertThat(replace(one, "", "new")).isEmpty();
    }

    @Test
    void documentOfARedisThatIsFull_isReadAndNotReplaced() {
        replace(one, "", "old");
        REDIS.command("CONFIG", "SET", "maxmemory", "1");
        try {
            View view = report(one, "1");

            assertThat(view.text()).isEqualTo("old");
            assertThat(view.peers()).extracting(Peer::note).containsExactly("1");
            assertThatThrownBy(() -> replace(one, "old", "new")).hasMessageContaining("its memory is full");
        } finally {
            REDIS.command("CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(report(one, "2").text()).isEqualTo("old");
    }

    private static View report(ConnectedStore store, String note) {
        return store.store.document().report(note).await().atMost(LIMIT);
    }

    private static Optional<String> replace(ConnectedStore store, String expected, String text) {
        return store.store.document().replace(expected, text).await().atMost(LIMIT);
    }

    private static ConnectedStore connected(String name, String identity) {
        RedisStoreSettings settings = RedisStoreSettings.of("shop", name)
                .withKeyspace(Keyspace.of("shop", identity))
                .withStoreTimeout(Duration.ofSeconds(2));
        return new ConnectedStore(REDIS.options(), settings).live();
    }
}
