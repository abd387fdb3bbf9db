package dev.corral.origin;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/**
 * Starts the origin; a start that fails ends with a sentence on standard error.
 *
 * <p>Quarkus would wrap the sentence of a bad value in names of its own classes.
 */
@QuarkusMain
public final class OriginMain {

    private OriginMain() {}

    public static void main(String... args) {
        Quarkus.run(null, OriginMain::exit, args);
    }

    private static void exit(int code, Throwable failure) {
        if (failure != null) {
            StartFailure.of(failure).printTo(System.err);
        }
        System.exit(code);
    }
}
