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
 * The settings of the origin; {@code application.properties} contains their defaults.
 *
 * <p>A value out of range stops the start with the message of its constraint.
 */
@ConfigMapping(prefix = "corral.origin")
public interface OriginConfig {

    /** The number of queries that are served at the same time. */
    @Min(value = 1, message = "must be at least 1, there is no service without a worker")
    @Max(value = 100_000, message = "must be at most 100000")
    int workers();

    /** The maximum number of queries that wait for a worker. */
    @Min(value = 0, message = "must not be negative; 0 lets no query wait")
    @Max(value = 1_000_000, message = "must be at most 1000000")
    int queue();

    /** The median service time. */
    @DurationMin(nanos = 0, message = "must not be negative")
    @DurationMax(hours = 1, message = "must be at most an hour, PT1H")
    Duration median();

    /** The sigma of the log-normal distribution of service times; 0 makes every service time the median. */
    @DecimalMin(value = "0", message = "must not be negative; 0 makes every service time the median")
    @DecimalMax(value = "2", message = "must be at most 2")
    double spread();

    /** The seed of the random draws: the same seed and the same queries result in the same service times. */
    long seed();

    /** The share of a service time that a queue as long as the number of workers adds to it; 0 is off. */
    @DecimalMin(value = "0", message = "must not be negative; 0 is off")
    @DecimalMax(value = "100", message = "must be at most 100")
    double congestion();

    /** The size of the body of a row that was never written, in bytes. */
    @Min(value = 0, message = "must not be negative")
    @Max(value = 8 << 20, message = "must be at most 8388608, which is 8 MiB")
    int valueSize();

    /** The maximum memory of the written rows. */
    MemorySize rowsSize();

    /** The pattern of ids that do not exist until they are written. */
    Pattern absent();

    /** Whether the management port has the endpoints for ledger, faults and queue. */
    @WithConverter(StrictBoolean.class)
    boolean control();

    /** The maximum number of queries in the ledger; those beyond it are only counted. */
    @Min(value = 0, message = "must not be negative")
    @Max(value = 5_000_000, message = "must be at most 5000000")
    int ledgerCapacity();
}
