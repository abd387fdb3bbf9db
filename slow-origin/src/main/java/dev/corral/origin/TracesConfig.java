package dev.corral.origin;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The settings of the export of traces; they are those of the nodes. */
@ConfigMapping(prefix = "corral.traces")
public interface TracesConfig {

    /** The URL of an OTLP collector. */
    Optional<String> endpoint();

    /** How long a span waits for the other spans of its batch. */
    @DurationMin(millis = 1, message = "must be at least a millisecond, PT0.001S")
    @DurationMax(minutes = 1, message = "must be at most a minute, PT1M")
    Duration delay();
}
