package dev.corral.lab.fleet;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The machine on which a container engine runs its containers. A port that is published on that machine's loopback
 * interface can be reached from here only if it is this machine.
 */
final class EngineHost {

    /** The variables that contain the engine's address. */
    private static final List<String> VARIABLES = List.of("DOCKER_HOST", "CONTAINER_HOST");

    /** The URL schemes of sockets and pipes on this machine. */
    private static final Set<String> LOCAL_SCHEMES = Set.of("unix", "npipe", "fd");

    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");

    private EngineHost() {}

    /** @throws IOException with the reason, if a variable names another machine */
    static void requireLocal(Map<String, String> environment) throws IOException {
        for (String variable : VARIABLES) {
            requireLocal(variable, environment.getOrDefault(variable, ""));
        }
    }

    /**
     * @param source the origin of the address, for the message
     * @param address a URL, or an empty string
     * @throws IOException with the reason, if the address is on another machine
     */
    static void requireLocal(String source, String address) throws IOException {
        if (!isLocal(address.strip())) {
            throw new IOException(source + " is '" + Masked.url(address.strip())
                    + "'; it must name this machine, because the lab reaches a container on loopback: change it"
                    + " or unset it");
        }
    }

    private static boolean isLocal(String address) {
        if (address.isEmpty() || address.startsWith("/")) {
            return true;
        }
        try {
            URI uri = URI.create(address);
            String host = uri.getHost() == null ? "" : uri.getHost();
            return LOCAL_SCHEMES.contains(String.valueOf(uri.getScheme()))
                    || LOOPBACK.contains(host)
                    || host.startsWith("127.");
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
