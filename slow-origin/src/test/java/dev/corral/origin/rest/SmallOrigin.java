package dev.corral.origin.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Two workers, one place in the queue, 10 ms a query, and control. */
public final class SmallOrigin implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "corral.origin.control", "true",
                "corral.origin.workers", "2",
                "corral.origin.queue", "1",
                "corral.origin.median", "10ms",
                "corral.origin.spread", "0",
                "corral.origin.rows-size", "64K");
    }
}
