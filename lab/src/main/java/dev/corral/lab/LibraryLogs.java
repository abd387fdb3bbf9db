package dev.corral.lab;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The logs of the libraries, which would repeat as a stack trace what the lab reports in a sentence. */
final class LibraryLogs {

    /** Kept, because the log manager forgets the level of a logger that nothing refers to. */
    private static final Logger VERTX = Logger.getLogger("io.vertx");

    private static final Logger NETTY = Logger.getLogger("io.netty");

    private LibraryLogs() {}

    static void silence() {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        VERTX.setLevel(Level.OFF);
        NETTY.setLevel(Level.OFF);
    }
}
