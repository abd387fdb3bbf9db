package dev.corral.lab.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback.
 *
 * <p>Those that are chosen lie below the ones that systems choose for clients, so that no connection of the load takes one
 * between its choice and its use.
 */
public final class Ports {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 100;

    private Ports() {}

    /** That many ports which nobody listens on, all different. */
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
                // Another one, then.
            }
        }
        return listen(0);
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }

    /** Whether nobody listens on it now. */
    static boolean isFree(int port) {
        try {
            close(listen(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** @throws LabException where somebody listens on it */
    public static void requireFree(int port, String whose) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port), 1);
        } catch (IOException taken) {
            throw new LabException("port " + port + ", wanted for " + whose
                    + ", is taken: stop what listens there, or move the nodes with --port");
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It was only held to be told apart from the others.
        }
    }
}
