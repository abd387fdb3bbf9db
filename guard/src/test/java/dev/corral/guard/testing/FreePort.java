package dev.corral.guard.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that a test starts. No port is returned twice. All ports lie below the range from which systems
 * choose ports for clients, so that no connection takes a port between its choice and its use.
 */
public final class FreePort {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 1_000;

    private static final Set<Integer> CHOSEN = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    /** Returns a port on which no process listens, on any address. */
    public static int next() {
        for (int each = 0; each < TRIES; each++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && CHOSEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + LOWEST + " to " + HIGHEST + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
