package dev.corral.guard.redis.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Orders of addresses in which one address is moved to the start or to the end. */
public final class Preference {

    private Preference() {}

    static List<InetAddress> first(InetAddress address, List<InetAddress> addresses) {
        List<InetAddress> ordered = new ArrayList<>(addresses);
        ordered.remove(address);
        ordered.addFirst(address);
        return ordered;
    }

    /** Returns the addresses with the given one, which was tried before, at the end. */
    public static List<InetAddress> last(InetAddress address, List<InetAddress> addresses) {
        List<InetAddress> ordered = new ArrayList<>(addresses);
        ordered.remove(address);
        ordered.addLast(address);
        return ordered;
    }
}
