package dev.corral.examples.quarkus;

import dev.corral.guard.Cache;
import dev.corral.guard.Corral;
import dev.corral.guard.jackson.JacksonCodec;
import dev.corral.guard.micrometer.CorralMeters;
import dev.corral.guard.redis.CorralRedis;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the caches of this service, on the Vert.x instance of Quarkus. */
@Singleton
final class PriceCache {

    @Produces
    @Singleton
    Corral corral(Vertx vertx, MeterRegistry registry, @ConfigProperty(name = "prices.redis") String redis) {
        CorralMeters meters = new CorralMeters(registry);
        return CorralRedis.connect(vertx, redis)
                .prefix("prices")
                .report(meters::events, meters::probe)
                .open();
    }

    void close(@Disposes Corral corral) {
        corral.close();
    }

    @Produces
    @Singleton
    Cache<Price> prices(Corral corral, PriceRepository repository) {
        return corral.cache("prices", JacksonCodec.of(Price.class))
                .ttl(Duration.ofSeconds(30))
                .staleWhileRevalidate(Duration.ofSeconds(30))
                .negativeTtl(Duration.ofSeconds(5))
                .near()
                .load(repository::price);
    }
}
