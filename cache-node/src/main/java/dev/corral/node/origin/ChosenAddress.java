package dev.corral.node.origin;

import io.vertx.core.net.impl.SocketAddressImpl;
import java.net.InetAddress;

/**
 * The origin's host and port, and the address at which connections are opened. The pool knows the origin by its name
 * alone, so that its connections are shared and bounded whichever address is in use.
 */
final class ChosenAddress extends SocketAddressImpl {

    private volatile InetAddress address;

    ChosenAddress(String host, int port) {
        super(port, host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    /** The chosen address, or null if the client must resolve the name itself. */
    @Override
    public InetAddress ipAddress() {
        InetAddress chosen = address;
        return chosen == null ? super.ipAddress() : chosen;
    }

    void choose(InetAddress chosen) {
        address = chosen;
    }
}
