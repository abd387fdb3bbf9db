package dev.corral.lab.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/** The Vert.x of the lab's own processes, which writes no files and so needs no temporary folder. */
public final class LabVertx {

    private static final long DAYS_BETWEEN_LOOKS = 1;

    private LabVertx() {}

    public static Vertx create(VertxOptions options) {
        return Vertx.vertx(options.setFileSystemOptions(
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Creates the single event loop of a load generator. Blocked-thread warnings are off: a machine that is too busy
     * already makes a run void, and a stack trace each second adds nothing.
     */
    static Vertx ofOneLoop() {
        return create(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS)
                .setBlockedThreadCheckInterval(DAYS_BETWEEN_LOOKS));
    }
}
