package dev.corral.guard.redis.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** The order of addresses with one of them moved. */
public final class Preference {

    private Preference() {}

    static List<InetAddress> first(InetAddress address, List<InetAddress> addresses) {
        List<InetAddress> ordered = new ArrayList<>(addresses);
        ordered.remove(address);
        ordered.addFirst(address);
        return ordered;
    }

    /** The address that was tried before comes last. */
    public static List<InetAddress> last(InetAddress address, List<InetAddress> addresses) {
        List<InetAddress> ordered = new ArrayList<>(addresses);
        ordered.remove(address);
        ordered.addLast(address);
        return ordered;
    }
}
