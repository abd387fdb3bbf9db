package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CachesTest {

    private final CompletableFuture<Void> export = new CompletableFuture<>();
    private final Caches caches = new Caches(List.of(), export);

    @Test
    void readings_areThereWhenTheRegistryKnowsThemAll() {
        assertThat(caches.exported()).isFalse();

        export.complete(null);

        assertThat(caches.exported()).isTrue();
    }

    @Test
    void readingsThatCouldNotBeRegistered_areNeverThere() {
        export.completeExceptionally(new IllegalStateException("broken"));

        assertThat(caches.exported()).isFalse();
    }
}
