package dev.corral.lab.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on loopback. */
public final class Ports {

    private Ports() {}

    /** That many ports which nobody listens on, all different. */
    public static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int each = 0; each < count; each++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException failure) {
            throw new Trouble("no free port on loopback: " + failure.getMessage(), failure);
        } finally {
            held.forEach(Ports::close);
        }
    }

    /** @throws Trouble where somebody listens on it */
    public static void requireFree(int port, String whose) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(port), 1);
        } catch (IOException taken) {
            throw new Trouble("port " + port + ", wanted for " + whose
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
