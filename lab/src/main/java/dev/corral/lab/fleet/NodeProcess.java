package dev.corral.lab.fleet;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/** A cache node as a process that can be broken and started again. */
public final class NodeProcess {

    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final Service service;
    private final HttpClient client;

    NodeProcess(Service service, HttpClient client) {
        this.service = service;
        this.client = client;
    }

    /** It ends without another word: {@code kill -9}. */
    public void kill() {
        service.child().signal("KILL");
        service.child().awaitEnd(AT_ONCE);
    }

    /** Nothing in it runs until {@link #resume()}; its connections stay. */
    public void pause() {
        service.child().signal("STOP");
    }

    public void resume() {
        service.child().signal("CONT");
    }

    /** Asks it to end in order; it goes on for a while. */
    public void stop() {
        service.child().signal("TERM");
    }

    /** Whether it has ended within that time. */
    public boolean awaitEnd(Duration limit) {
        return service.child().awaitEnd(limit);
    }

    public boolean running() {
        return service.child().running();
    }

    public boolean ready() {
        return running() && service.ready(client);
    }

    /** After it has ended: the same node once more. */
    public void start() {
        start(List.of());
    }

    /** @param prefix of the command that starts it */
    public void start(List<String> prefix) {
        service.startAgain(prefix);
    }

    /** What time of day it takes it to be: its thread dump says so, to the second. */
    public LocalDateTime wallClock() {
        return service.child().dumpedAt();
    }

    public void awaitReady() {
        service.awaitReady(client);
    }
}
