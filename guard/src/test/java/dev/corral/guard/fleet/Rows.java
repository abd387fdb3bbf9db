package dev.corral.guard.fleet;

import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.testing.VirtualTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The rows of the simulated origin, the time that a query takes, and the moments at which queries fail. */
final class Rows {

    private static final double REFUSED = 0.1;

    private final Setup setup;
    private final Mix mix;
    private final Random random;
    private final VirtualTime time;
    private final Map<Key, Long> versions = new HashMap<>();
    private boolean refusing;

    Rows(Setup setup, Mix mix, Random random, VirtualTime time) {
        this.setup = setup;
        this.mix = mix;
        this.random = random;
        this.time = time;
    }

    Duration service() {
        double factor = 1 + setup.spread() * (2 * random.nextDouble() - 1);
        return Duration.ofNanos((long) (setup.load().toNanos() * factor));
    }

    Content read(Key key) {
        if (refusing || mix.has(Fault.REFUSAL) && random.nextDouble() < REFUSED) {
            throw new LoadFailure.OriginFailed("refused", null);
        }
        return new Row(version(key), time.nanos()).content(setup.versioned());
    }

    long version(Key key) {
        return versions.getOrDefault(key, 1L);
    }

    /** Changes a row and returns its new version. */
    long change(Key key) {
        return versions.merge(key, 2L, (old, two) -> old + 1);
    }

    /** Makes every query fail from now on, or only a few. */
    void refuse(boolean all) {
        refusing = all;
    }
}
