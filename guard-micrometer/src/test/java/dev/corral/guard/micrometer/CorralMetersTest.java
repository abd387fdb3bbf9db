package dev.corral.guard.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.Cache;
import dev.corral.guard.Codec;
import dev.corral.guard.Corral;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.SystemClock;
import dev.corral.guard.store.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorralMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void requestsAndEvents_areCounted() {
        CorralMeters meters = new CorralMeters(registry);
        SystemClock clock = new SystemClock();
        try (Corral corral = Corral.over(new MemoryStore(clock, () -> 0.5), Environment.plain(clock))
                .report(meters::events, meters::probe)
                .changes(NearStore::allChanged)
                .open()) {
            meters.near(corral, "names");
            Cache<String> names = corral.cache("names", Codec.strings())
                    .near()
                    .load(id -> Uni.createFrom().item(Optional.of("Ada")));
            names.get("1").await().indefinitely();
            names.get("1").await().indefinitely();
            assertThat(registry.get("corral.near.entries")
                            .tag("cache", "names")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("corral.near.bytes")
                            .tag("cache", "names")
                            .gauge()
                            .value())
                    .isGreaterThan(3);
        }

        assertThat(registry.get("corral.misses.of.a.key")
                        .tag("cache", "names")
                        .summary()
                        .max())
                .isEqualTo(1);
        assertThat(requests("lookup", "origin")).isEqualTo(1);
        assertThat(requests("near", "near")).isEqualTo(1);
        assertThat(requests("origin", "origin")).isEqualTo(1);
        assertThat(registry.get("corral.events")
                        .tags("cache", "names", "event", "lock-granted")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("corral.rebuild.seconds")
                        .tags("cache", "names")
                        .summary()
                        .count())
                .isEqualTo(1);
    }

    private double requests(String layer, String outcome) {
        return registry.get("corral.requests")
                .tags("cache", "names", "layer", layer, "purpose", "foreground", "outcome", outcome)
                .counter()
                .count();
    }
}
