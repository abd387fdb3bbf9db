package dev.corral.examples;

import dev.corral.guard.Cache;
import dev.corral.guard.Codec;
import dev.corral.guard.Corral;
import dev.corral.guard.redis.CorralRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A plain Java program that caches a slow function: all processes that share one Redis call it once per key and TTL.
 */
public final class Prices implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Corral corral;
    private final Cache<String> prices;

    public Prices(String redis, String prefix, Function<String, Optional<String>> slow) {
        corral = CorralRedis.connect(vertx, redis).prefix(prefix).open();
        prices = corral.cache("prices", Codec.strings())
                .ttl(Duration.ofSeconds(30))
                .staleWhileRevalidate(Duration.ofSeconds(30))
                .loadBlocking(slow, threads);
    }

    public Uni<Optional<String>> of(String item) {
        return prices.get(item);
    }

    @Override
    public void close() {
        corral.close();
        threads.shutdown();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /**
     * Prints one price. The argument is the URL of a Redis server. If the program runs in several terminals at once,
     * only one process computes the price.
     */
    public static void main(String[] arguments) {
        try (Prices prices = new Prices(arguments[0], "example", Prices::compute)) {
            System.out.println(prices.of("42").await().indefinitely().orElse("no price"));
        }
    }

    private static Optional<String> compute(String item) {
        System.out.println("computing the price of " + item);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        return Optional.of("the price of " + item + " is 4.20");
    }
}
