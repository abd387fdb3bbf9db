package dev.corral.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.examples.Batch.Price;
import dev.corral.guard.redis.testing.RedisServerExtension;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private final List<Set<String>> queries = new CopyOnWriteArrayList<>();

    @Test
    void missingRows_areLoadedOnceInFewQueries() {
        List<String> items =
                IntStream.rangeClosed(1, 50).mapToObj(String::valueOf).toList();
        try (Batch batch = new Batch(REDIS.uri(), this::query)) {
            batch.prices(items.subList(0, 20));
            assertThat(batch.prices(items)).containsOnlyKeys(items);
            assertThat(batch.prices(items)).containsOnlyKeys(items);
        }

        assertThat(queries.stream().mapToInt(Set::size).sum()).isEqualTo(items.size());
        // Two, unless a busy machine handles the replies of one round trip with long pauses between them.
        assertThat(queries).hasSizeLessThan(items.size() / 5);
    }

    private Uni<Map<String, Price>> query(Set<String> items) {
        queries.add(items);
        return Uni.createFrom()
                .item(items.stream().collect(Collectors.toMap(item -> item, item -> new Price(item, BigDecimal.ONE))));
    }
}
