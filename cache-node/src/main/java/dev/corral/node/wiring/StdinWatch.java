package dev.corral.node.wiring;

import dev.corral.node.config.Settings;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Ends the process when its standard input ends, because the process that started it and held the other end of the pipe
 * has then ended.
 */
final class StdinWatch {

    /** The time that the process has to exit, in addition to the time that the drain may take. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private StdinWatch() {}

    static void begin(InputStream input, Runnable end) {
        Thread.ofPlatform().daemon().name("stdin-watch").start(() -> {
            drain(input);
            end.run();
        });
    }

    /** Exits in order, and halts the process if that hangs. */
    static void exit(Settings.Drain drain) {
        Duration patience = drain.notice().plus(drain.limit()).plus(GRACE);
        Quarkus.asyncExit();
        Thread.ofPlatform().daemon().name("stdin-halt").start(() -> haltAfter(patience));
    }

    private static void drain(InputStream input) {
        try {
            input.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // A broken pipe has ended as well.
        }
    }

    private static void haltAfter(Duration patience) {
        try {
            Thread.sleep(patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
