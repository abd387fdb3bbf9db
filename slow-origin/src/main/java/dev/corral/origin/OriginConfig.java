package dev.corral.origin;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/**
 * What can be set about the origin; the values it starts with are in {@code application.properties}.
 *
 * <p>A value out of bounds stops the start with its sentence.
 */
@ConfigMapping(prefix = "corral.origin")
public interface OriginConfig {

    /** How many queries are served at a time. */
    @Min(value = 1, message = "must be at least 1, there is no service without a worker")
    @Max(value = 100_000, message = "must be at most 100000")
    int workers();

    /** How many queries may wait for a worker. */
    @Min(value = 0, message = "must not be negative; 0 lets no query wait")
    @Max(value = 1_000_000, message = "must be at most 1000000")
    int queue();

    /** The median service time. */
    @DurationMin(nanos = 0, message = "must not be negative")
    @DurationMax(hours = 1, message = "must be at most an hour, PT1H")
    Duration median();

    /** The sigma of the log-normal that service times are drawn from; 0 makes all of them the median. */
    @DecimalMin(value = "0", message = "must not be negative; 0 makes every service time the median")
    @DecimalMax(value = "2", message = "must be at most 2")
    double spread();

    /** Where the random draws begin: the same seed and the same queries give the same service times. */
    long seed();

    /** What a queue as long as there are workers adds to a service time, as a share of it; 0 is off. */
    @DecimalMin(value = "0", message = "must not be negative; 0 is off")
    @DecimalMax(value = "100", message = "must be at most 100")
    double congestion();

    /** The bytes of a row's body that nobody wrote. */
    @Min(value = 0, message = "must not be negative")
    @Max(value = 8 << 20, message = "must be at most 8388608, which is 8 MiB")
    int valueSize();

    /** What the written rows may take in memory. */
    MemorySize rowsSize();

    /** The ids that do not exist until they are written. */
    Pattern absent();

    /** Whether ledger, faults and queue can be reached, on the management port. */
    @WithConverter(StrictBoolean.class)
    boolean control();

    /** How many queries the ledger holds; it counts those beyond. */
    @Min(value = 0, message = "must not be negative")
    @Max(value = 5_000_000, message = "must be at most 5000000")
    int ledgerCapacity();
}
