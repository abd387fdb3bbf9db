package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Kept;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.LoadFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheStatusTest {

    private static final long SECOND = 1_000_000;

    private final Entry entry = new Entry(
            Content.ABSENT,
            1,
            0,
            new Limits(Duration.ofSeconds(6), Duration.ofSeconds(12), Duration.ofSeconds(12)),
            Duration.ZERO);
    private final CacheStatus status = new CacheStatus("node-1");

    @Test
    void hit_tellsTheWholeSecondsItStaysFresh() {
        Answer hit = Answer.cached(entry, Source.STORE, false);

        assertThat(status.of(hit, true, 2 * SECOND)).isEqualTo("node-1; hit; ttl=4");
        assertThat(status.of(hit, true, 6 * SECOND - 1)).isEqualTo("node-1; hit; ttl=0");
    }

    @Test
    void staleHit_hasANegativeTtlFromItsFirstMicrosecond() {
        Answer stale = Answer.cached(entry, Source.STORE, true);

        assertThat(status.of(stale, true, 6 * SECOND + 1)).isEqualTo("node-1; hit; ttl=-1");
        assertThat(status.of(stale, true, 8 * SECOND)).isEqualTo("node-1; hit; ttl=-2");
    }

    @Test
    void hitOfTheNearCache_saysSo() {
        assertThat(status.of(Answer.cached(entry, Source.NEAR, false), true, 2 * SECOND))
                .isEqualTo("node-1; hit; ttl=4; detail=near");
    }

    @Test
    void whatIsPassedOn_hasTheOriginsStatus() {
        Answer moved = Answer.loaded(new Content.Passed(301, Map.of(), new byte[0], false));

        assertThat(status.of(moved, true, 0)).isEqualTo("node-1; fwd=miss; fwd-status=301");
        assertThat(status.of(moved, false, 0)).isEqualTo("node-1; fwd=bypass; fwd-status=301");
    }

    @Test
    void cachesBehind_standBeforeTheNode() {
        Content.Value row = new Content.Value(new byte[0], Map.of("cache-status", "cdn; hit"), 1);

        assertThat(status.of(Answer.loaded(row), true, 0)).isEqualTo("cdn; hit, node-1; fwd=miss");
    }

    @Test
    void nearHit_saysSoAndIsNotFreshWhereItMayHaveChangedUnheard() {
        assertThat(status.of(Answer.cached(entry, Source.NEAR, false), true, 2 * SECOND))
                .isEqualTo("node-1; hit; ttl=4; detail=near");
        assertThat(status.of(Answer.cached(entry, Source.NEAR, true), true, 2 * SECOND))
                .isEqualTo("node-1; hit; ttl=-1; detail=near");
    }

    @Test
    void load_tellsWhoseItWasAndWhetherItWasStored() {
        Answer loaded = Answer.loaded(Content.ABSENT);

        assertThat(status.of(loaded.stored(entry), true, 0)).isEqualTo("node-1; fwd=miss; stored");
        assertThat(status.of(loaded.unkept(Kept.PASSED), true, 0)).isEqualTo("node-1; fwd=miss");
        assertThat(status.of(loaded.unkept(Kept.REFUSED), true, 0)).isEqualTo("node-1; fwd=miss");
        assertThat(status.of(loaded.stored(entry).joined(), true, 0)).isEqualTo("node-1; fwd=miss; collapsed");
        assertThat(status.of(Answer.cached(entry, Source.FLEET, false), true, 0))
                .isEqualTo("node-1; fwd=miss; collapsed; detail=fleet");
        assertThat(status.of(loaded, false, 0)).isEqualTo("node-1; fwd=bypass");
    }

    @Test
    void refusedLoad_namesTheOriginOrTheNodeAsItsCause() {
        Duration second = Duration.ofSeconds(1);
        Problem busy = Problems.of(new LoadFailure.Shed("the gate is full", second));
        Problem late = Problems.of(LoadFailure.Shed.late("the gate is full, and this process is late", second));

        assertThat(status.of(busy, true)).isEqualTo("node-1; fwd=miss; detail=shed");
        assertThat(status.of(late, true)).isEqualTo("node-1; fwd=miss; detail=node-late");
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.retryAfter()).contains(second);
    }
}
