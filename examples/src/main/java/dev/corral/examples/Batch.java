package dev.corral.examples;

import dev.corral.guard.Cache;
import dev.corral.guard.Corral;
import dev.corral.guard.jackson.JacksonCodec;
import dev.corral.guard.redis.CorralRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A program that needs many rows at once: one round trip to Redis reads the stored rows, and one query loads the
 * missing ones.
 */
public final class Batch implements AutoCloseable {

    /** The price of one item. */
    public record Price(String item, BigDecimal amount) {}

    private final Vertx vertx = Vertx.vertx();
    private final Corral corral;
    private final Cache<Price> prices;

    public Batch(String redis, Function<Set<String>, Uni<Map<String, Price>>> query) {
        corral = CorralRedis.connect(vertx, redis).prefix("example").open();
        prices = corral.cache("batch", JacksonCodec.of(Price.class))
                .ttl(Duration.ofMinutes(5))
                .loadAll(query);
    }

    public Map<String, Price> prices(Collection<String> items) {
        return prices.getAll(items).await().atMost(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        corral.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Reads 100 prices twice, the second time from the cache. The argument is the URL of a Redis server. */
    public static void main(String[] arguments) {
        List<String> items =
                IntStream.rangeClosed(1, 100).mapToObj(String::valueOf).toList();
        try (Batch batch = new Batch(arguments[0], Batch::query)) {
            System.out.println(batch.prices(items).size() + " prices");
            System.out.println(batch.prices(items).size() + " prices, from the cache");
        }
    }

    private static Uni<Map<String, Price>> query(Set<String> items) {
        System.out.println("one query for " + items.size() + " items");
        return Uni.createFrom()
                .item(items.stream().collect(Collectors.toMap(item -> item, item -> new Price(item, BigDecimal.TEN))));
    }
}
