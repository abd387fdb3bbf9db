package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServedCachesTest {

    private static final String NAMES = "corral.cache-names";

    @Test
    void withoutNames_areAllThatAreConfigured() {
        Settings settings = TestSettings.with("corral.caches.shop.layers", "deadline,timeout");
        assertThat(ServedCaches.of(settings)).isEqualTo(settings.caches()).containsKeys("shop", "full", "none");
        assertThat(ServedCaches.of(TestSettings.with(NAMES, ""))).containsKey("none");
    }

    @Test
    void names_leaveTheOtherCachesOut() {
        Settings settings = TestSettings.with(NAMES, "shop, full", "corral.caches.shop.layers", "deadline,timeout");
        assertThat(ServedCaches.of(settings)).containsOnlyKeys("full", "shop");
    }

    @Test
    void warmKeyOfACacheThatIsLeftOut_isRefused() {
        assertThatThrownBy(() -> TestSettings.checked(NAMES, "full", "corral.warm.keys", "lock/a"))
                .hasMessageContaining("corral.warm.keys: there is no cache 'lock'; choose from [full]");
    }

    /** The default configuration has caches with larger values. */
    @Test
    void ruleAboutACacheThatIsLeftOut_doesNotApply() {
        assertThatCode(() -> TestSettings.checked(
                        NAMES, "lock", "corral.origin.max-bytes", "1000", "corral.caches.lock.max-value-bytes", "1000"))
                .doesNotThrowAnyException();
    }

    /** The queue of the gate lengthens the loads only of a cache with a gate. */
    @Test
    void gateOfACacheThatIsLeftOut_doesNotCount() {
        assertThatThrownBy(() -> TestSettings.checked("corral.gate.queue", "65"))
                .hasMessageContaining("the longest load");
        assertThatCode(() -> TestSettings.checked("corral.gate.queue", "65", NAMES, "lock"))
                .doesNotThrowAnyException();
    }
}
