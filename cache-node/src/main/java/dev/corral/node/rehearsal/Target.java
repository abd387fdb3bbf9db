package dev.corral.node.rehearsal;

/**
 * The address of the node's own HTTP port.
 *
 * @param tls whether the port speaks TLS
 */
public record Target(String host, int port, boolean tls) {

    private static final String LOOPBACK = "127.0.0.1";

    /** Replaces an address that stands for all addresses by one of them. */
    public Target {
        host = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::") ? LOOPBACK : host;
    }
}
