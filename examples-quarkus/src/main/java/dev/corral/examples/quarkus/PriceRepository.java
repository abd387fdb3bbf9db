package dev.corral.examples.quarkus;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A stand-in for a slow database: each read takes 200 ms. */
@Singleton
public class PriceRepository {

    private static final Duration QUERY = Duration.ofMillis(200);

    private final Map<String, Price> rows =
            new ConcurrentHashMap<>(Map.of("42", new Price("42", new BigDecimal("4.20"))));
    private final AtomicInteger queries = new AtomicInteger();

    public Uni<Optional<Price>> price(String item) {
        return Uni.createFrom()
                .item(() -> {
                    queries.incrementAndGet();
                    return Optional.ofNullable(rows.get(item));
                })
                .onItem()
                .delayIt()
                .by(QUERY);
    }

    public Uni<Price> save(Price price) {
        return Uni.createFrom().item(() -> {
            rows.put(price.item(), price);
            return price;
        });
    }

    public int queries() {
        return queries.get();
    }
}
