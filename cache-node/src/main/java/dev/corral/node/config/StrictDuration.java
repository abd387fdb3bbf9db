package dev.corral.node.config;

import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.annotation.Priority;
import java.time.DateTimeException;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A time in the notation of Quarkus. The failure of every text that is no time is an {@link IllegalArgumentException},
 * because the library adds the name of the property to that exception only.
 */
@Priority(300)
public final class StrictDuration implements Converter<Duration> {

    private static final long serialVersionUID = 1;

    private final DurationConverter lenient = new DurationConverter();

    @Override
    public Duration convert(String text) {
        try {
            return lenient.convert(text);
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException failure) {
            throw new IllegalArgumentException("not a Duration", failure);
        }
    }
}
