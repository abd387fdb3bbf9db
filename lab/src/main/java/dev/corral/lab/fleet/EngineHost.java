package dev.corral.lab.fleet;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The machine on which a container engine runs its containers. A port that is published on loopback there can be reached
 * from here only where that is this machine.
 */
final class EngineHost {

    /** Variables that name it. */
    private static final List<String> VARIABLES = List.of("DOCKER_HOST", "CONTAINER_HOST");

    /** Of sockets and pipes of this machine. */
    private static final Set<String> LOCAL_SCHEMES = Set.of("unix", "npipe", "fd");

    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");

    private EngineHost() {}

    /** @throws IOException with the reason, where a variable names another machine */
    static void requireLocal(Map<String, String> environment) throws IOException {
        for (String variable : VARIABLES) {
            requireLocal(variable, environment.getOrDefault(variable, ""));
        }
    }

    /**
     * @param source of the address, for the sentence
     * @param address a URL, or nothing
     * @throws IOException with the reason, where it is on another machine
     */
    static void requireLocal(String source, String address) throws IOException {
        if (!isLocal(address.strip())) {
            throw new IOException(
                    source + " is '" + Masked.url(address.strip())
                            + "', and a container there cannot be reached on loopback here: it must name this machine, or be unset");
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
