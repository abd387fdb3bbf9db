package dev.corral.guard.redis.net;

import java.util.HashSet;
import java.util.Set;

/**
 * The causes of one outage that are in the log. Each is logged once, however many attempts fail with it, and so few in
 * all that an outage whose causes alternate does not fill the log.
 */
public final class LoggedCauses {

    private static final int MOST = 4;

    private final Set<String> causes = new HashSet<>();

    /** Whether the cause is to be logged, which is then remembered. */
    public boolean add(String cause) {
        return causes.size() < MOST && causes.add(cause);
    }

    /** Forgets all causes, because another outage begins. */
    public void clear() {
        causes.clear();
    }
}
