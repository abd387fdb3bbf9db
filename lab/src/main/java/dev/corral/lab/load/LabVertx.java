package dev.corral.lab.load;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.TimeUnit;

/** Vert.x as the lab's own processes use it: it writes no files, so it needs no folder for temporary ones. */
public final class LabVertx {

    private static final long DAYS_BETWEEN_LOOKS = 1;

    private LabVertx() {}

    public static Vertx create(VertxOptions options) {
        return Vertx.vertx(options.setFileSystemOptions(
                new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /** The event loop of a generator. A machine that is too busy makes a run void; a stack trace a second says no more. */
    static Vertx ofOneLoop() {
        return create(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.DAYS)
                .setBlockedThreadCheckInterval(DAYS_BETWEEN_LOOKS));
    }
}
