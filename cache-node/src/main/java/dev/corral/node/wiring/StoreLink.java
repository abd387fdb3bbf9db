package dev.corral.node.wiring;

import dev.corral.guard.core.Clock;
import dev.corral.guard.store.MemoryStore;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** PROVISIONAL: the store in memory, until the one on Redis lands. */
@Singleton
final class StoreLink {

    @Produces
    @Singleton
    Clock clock() {
        return new Clock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public long micros() {
                return System.nanoTime() / 1_000;
            }
        };
    }

    @Produces
    @Singleton
    MemoryStore store(Clock clock) {
        return new MemoryStore(clock, () -> ThreadLocalRandom.current().nextDouble());
    }

    @Produces
    @Singleton
    StoreState state() {
        return new StoreState() {
            @Override
            public boolean connected() {
                return true;
            }

            @Override
            public boolean pushLive() {
                return true;
            }
        };
    }
}
