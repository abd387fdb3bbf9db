package dev.corral.lab.fleet;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/** The process of a cache node, which can be killed, paused, stopped and started again. */
public final class NodeProcess {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final Service service;
    private final HttpClient client;

    NodeProcess(Service service, HttpClient client) {
        this.service = service;
        this.client = client;
    }

    /** Kills the process at once ({@code kill -9}). */
    public void kill() {
        service.child().signal("KILL");
        service.child().awaitEnd(AT_ONCE);
    }

    /** Suspends the process until {@link #resume()}; its connections stay open. */
    public void pause() {
        service.child().signal("STOP");
    }

    public void resume() {
        service.child().signal("CONT");
    }

    /** Requests an orderly shutdown and returns at once; the process runs on for a while. */
    public void stop() {
        service.child().signal("TERM");
    }

    /** Waits for its end; returns whether it has ended within that time. */
    public boolean awaitEnd(Duration limit) {
        return service.child().awaitEnd(limit);
    }

    public boolean running() {
        return service.child().running();
    }

    public boolean ready() {
        return running() && service.ready(client);
    }

    /** Starts the same node again after it has ended. */
    public void start() {
        start(List.of());
    }

    /** @param prefix the beginning of the command that starts it */
    public void start(List<String> prefix) {
        service.startAgain(prefix);
    }

    /**
     * Starts the same node again after it has ended.
     *
     * @param start how this start differs from the first one
     */
    public void start(NodeStart start) {
        service.startAgain(start);
    }

    /** The resources that the process uses now. */
    public Usage usage() {
        return Usage.of(service.child());
    }

    /** The time of day by the clock of the process, to the second, read from its thread dump. */
    public LocalDateTime wallClock() {
        return service.child().dumpedAt();
    }

    public void awaitReady() {
        service.awaitReady(client);
    }
}
