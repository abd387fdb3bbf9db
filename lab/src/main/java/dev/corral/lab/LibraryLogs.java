package dev.corral.lab;

import java.util.logging.Level;
import java.util.logging.Logger;

/** The loggers of libraries, silenced because they would repeat as a stack trace what the lab reports in a sentence. */
final class LibraryLogs {

    /** A strong reference, because the log manager drops the level of a logger that nothing refers to. */
    private static final Logger VERTX = Logger.getLogger("io.vertx");

    private static final Logger NETTY = Logger.getLogger("io.netty");

    private LibraryLogs() {}

    static void silence() {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        VERTX.setLevel(Level.OFF);
        NETTY.setLevel(Level.OFF);
    }
}
