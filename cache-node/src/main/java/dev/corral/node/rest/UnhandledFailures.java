package dev.corral.node.rest;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Logs what a task of an event loop throws and no code handles, once per kind and minute. */
@Singleton
final class UnhandledFailures {

    private final UnexpectedFailures failures = new UnexpectedFailures(System::nanoTime);

    void begin(@Observes StartupEvent started, Vertx vertx) {
        vertx.exceptionHandler(failures::report);
    }
}
