package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.cache.LifetimeSource;
import dev.corral.node.config.CacheSettings;
import dev.corral.node.config.TestSettings;
import dev.corral.node.origin.OriginLifetimes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheFactoryTest {

    @Test
    void originLifetimes_countWhereTheyAreHonoured() {
        assertThat(CacheFactory.lifetimes(cache("ignore"))).isSameAs(LifetimeSource.SETTINGS);
        assertThat(CacheFactory.lifetimes(cache("honour")).longest(null)).isEqualTo(OriginLifetimes.LONGEST);
        assertThat(OriginLifetimes.LONGEST).isEqualTo(Duration.ofDays(1));
    }

    private static CacheSettings cache(String lifetimes) {
        return TestSettings.with("corral.caches.lock.origin-lifetimes", lifetimes)
                .caches()
                .get("lock");
    }
}
