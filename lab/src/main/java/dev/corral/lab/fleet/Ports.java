package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on loopback.
 *
 * <p>The ports are below the ones that systems choose for clients, so that no connection of the load takes a port
 * between its choice and its use.
 */
public final class Ports {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 100;

    private Ports() {}

    /** Returns that many different ports on which nothing listens. */
    public static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int each = 0; each < count; each++) {
                held.add(hold());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException failure) {
            throw new LabException("no free port on loopback: " + failure.getMessage(), failure);
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static ServerSocket hold() throws IOException {
        for (int each = 0; each < TRIES; each++) {
            try {
                return listen(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST));
            } catch (IOException taken) {
                // The next attempt chooses another port.
            }
        }
        return listen(0);
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /** Whether nothing listens on the port now. */
    static boolean isFree(int port) {
        try {
            close(listen(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** @throws LabException if something listens on the port */
    public static void requireFree(int port, String whose) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port), 1);
        } catch (IOException taken) {
            throw new LabException("port " + port + " of " + whose
                    + " is in use: stop the process that listens there, or choose other ports with --port");
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // The socket was open only so that the other ports differ from its own.
        }
    }
}
