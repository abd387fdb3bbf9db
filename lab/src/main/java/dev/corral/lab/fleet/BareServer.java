package dev.corral.lab.fleet;

import dev.corral.lab.ending.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A plain Vert.x HTTP server with the heap size of a cache node and none of its limits; the control for faults of
 * clients.
 *
 * <p>It answers a GET with as many bytes as {@link Bodies} defines for the path, and reads the whole body of a PUT
 * before it answers.
 */
public final class BareServer implements ServerProcess {

    private static final String NAME = "bare-server";
    private static final Duration START = Duration.ofSeconds(30);

    private final int port;
    private final Child child;

    private BareServer(int port, Child child) {
        this.port = port;
        this.child = child;
    }

    /** Starts a server, which accepts connections when this returns. */
    public static BareServer start(Path logs) {
        int port = Ports.free(1).getFirst();
        Child child = Child.start(NAME, logs.resolve(NAME + ".log"), command(logs, port));
        BareServer server = new BareServer(port, child);
        server.awaitListening();
        return server;
    }

    private static List<String> command(Path logs, int port) {
        List<String> command = new ArrayList<>(JvmCommand.of(NAME, logs, Jvm.ofService(Compilers.FIRST), List.of()));
        command.addAll(List.of("-cp", JvmCommand.classPath(), BareServerMain.class.getName(), String.valueOf(port)));
        return command;
    }

    private void awaitListening() {
        long endNanos = System.nanoTime() + START.toNanos();
        while (child.logLines(BareServerMain.LISTENING) == 0) {
            if (!child.running() || System.nanoTime() > endNanos) {
                throw child.trouble("did not start");
            }
            Patience.brief();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int managementPort() {
        return port;
    }

    @Override
    public boolean running() {
        return child.running();
    }

    @Override
    public long logLines(String text) {
        return child.logLines(text);
    }

    @Override
    public void close() {
        child.close();
    }
}
