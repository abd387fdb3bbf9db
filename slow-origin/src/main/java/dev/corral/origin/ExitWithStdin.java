package dev.corral.origin;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Ends the process when its standard input ends, because the process that started it has then ended.
 *
 * <p>A parent that is killed cannot stop its children; with this class none of them keeps running.
 */
@Singleton
class ExitWithStdin {

    private static final Duration GRACE = Duration.ofSeconds(5);

    void start(
            @Observes StartupEvent started,
            @ConfigProperty(name = "corral.exit-with-stdin", defaultValue = "false") boolean enabled) {
        if (enabled) {
            Thread.ofPlatform()
                    .daemon()
                    .name("exit-with-stdin")
                    .start(() -> atEndOf(System.in, Quarkus::asyncExit, ExitWithStdin::haltAfterGrace));
        }
    }

    static void atEndOf(InputStream input, Runnable exit, Runnable orElse) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A pipe that cannot be read has no process at its other end either.
        }
        exit.run();
        orElse.run();
    }

    private static void haltAfterGrace() {
        try {
            Thread.sleep(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
