package dev.corral.guard.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.corral.guard.Cache;
import dev.corral.guard.Codec;
import dev.corral.guard.Corral;
import dev.corral.guard.core.Purpose;
import dev.corral.guard.near.NearStore;
import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Meter;
import dev.corral.guard.probe.Outcome;
import dev.corral.guard.probe.Quantity;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.SystemClock;
import dev.corral.guard.store.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CorralMetersTest {

    private static final int ROUNDS = 5;
    private static final int REQUESTS = 10_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void requestsAndEvents_areCounted() {
        CorralMeters meters = new CorralMeters(registry);
        try (Corral corral = opened(meters)) {
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

    @Test
    void corralThatIsOpenedAgain_hasTheGaugesOfItsOwnEntries() {
        CorralMeters meters = new CorralMeters(registry);
        for (int opened = 0; opened < 2; opened++) {
            try (Corral corral = opened(meters)) {
                meters.near(corral, "names");
                Cache<String> names = corral.cache("names", Codec.strings())
                        .near()
                        .load(id -> Uni.createFrom().item(Optional.of("Ada")));
                for (int key = 0; key <= opened; key++) {
                    names.get("k" + key).await().indefinitely();
                }

                assertThat(registry.get("corral.near.entries").gauge().value()).isEqualTo(opened + 1);
            }
        }
    }

    private static Corral opened(CorralMeters meters) {
        SystemClock clock = new SystemClock();
        return Corral.over(new MemoryStore(clock, () -> 0.5), Environment.plain(clock))
                .report(meters::events, meters::probe)
                .changes(NearStore::allChanged)
                .open();
    }

    /** Prometheus reports a meter without a help. */
    @Test
    void everyMeter_hasADescription() {
        CorralMeters meters = new CorralMeters(registry);
        for (Event event : Event.values()) {
            meters.events("names").happened(event);
        }
        for (Quantity quantity : Quantity.values()) {
            meters.events("names").observed(quantity, 1);
        }
        meters.probe("names").before("lookup").left(Purpose.FOREGROUND, Outcome.HIT, 1);

        assertThat(registry.getMeters())
                .hasSize(Event.values().length + Quantity.values().length + 2)
                .allSatisfy(meter -> assertThat(meter.getId().getDescription())
                        .as(meter.getId().getName())
                        .isNotBlank());
    }

    /** A chain that is replaced asks for the meters of its layers again. */
    @Test
    void meterOfALayerThatIsAskedForAgain_continuesItsCount() {
        CorralMeters meters = new CorralMeters(registry);
        for (Outcome outcome : Outcome.values()) {
            meters.probe("names").before("lookup").passed(Purpose.FOREGROUND, outcome);
            meters.probe("names").before("lookup").passed(Purpose.FOREGROUND, outcome);
        }

        assertThat(requests("lookup", "hit")).isEqualTo(2);
        assertThat(requests("lookup", "cancelled")).isEqualTo(2);
    }

    @Test
    void countedRequestAndEvent_allocateNothing() {
        CorralMeters meters = new CorralMeters(registry);
        Meter near = meters.probe("names").before("near");
        Events events = meters.events("names");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int each = 0; each < REQUESTS; each++) {
                near.passed(Purpose.FOREGROUND, Outcome.NEAR);
                events.happened(Event.NEGATIVE_HIT);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }

        assertThat(least).isLessThan(REQUESTS);
    }

    private double requests(String layer, String outcome) {
        return registry.get("corral.requests")
                .tags("cache", "names", "layer", layer, "purpose", "foreground", "outcome", outcome)
                .counter()
                .count();
    }
}
