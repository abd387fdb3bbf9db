package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Key;
import org.junit.jupiter.api.Test;

class WarmKeysTest {

    private static final String KEYS = "corral.warm.keys";

    @Test
    void key_isNotEncoded() {
        assertThat(WarmKeys.of(TestSettings.with(KEYS, "lock/a/b %2F,lock/a?b")))
                .containsExactly(new Key("lock", "a/b %2F"), new Key("lock", "a??b"));
    }

    @Test
    void query_isPartOfTheKeyWhereItIsInUrls() {
        assertThat(WarmKeys.of(TestSettings.with(KEYS, "lock/list?n=%31&m=ü", "corral.caches.lock.query", "key")))
                .containsExactly(new Key("lock", "list?n=1&m=%C3%BC"));
    }
}
