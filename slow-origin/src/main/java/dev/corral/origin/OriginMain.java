package dev.corral.origin;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The entry point of the origin; a start that fails ends with a sentence on standard error.
 *
 * <p>Quarkus would wrap the message of an invalid value in names of its own classes.
 */
@QuarkusMain
public final class OriginMain {

    /** This logger prints its version before the log is set up, directly above the sentence of a start that fails. */
    private static final Logger CHATTY = Logger.getLogger("org.hibernate.validator.internal.util.Version");

    public static void main(String... args) {
        CHATTY.setLevel(Level.WARNING);
        Quarkus.run(null, OriginMain::exit, args);
    }

    private static void exit(int code, Throwable failure) {
        if (failure != null) {
            StartFailure.of(failure).printTo(System.err);
        }
        System.exit(code);
    }
}
