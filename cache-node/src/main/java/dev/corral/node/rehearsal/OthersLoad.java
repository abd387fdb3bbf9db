package dev.corral.node.rehearsal;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The share of the machine that other processes use. In a container it is the share of the container's processors. */
final class OthersLoad {

    private OperatingSystemMXBean system;
    private volatile double share;

    /**
     * Measures the time since the last call. It reads files of the system, so it must not run on an event loop, nor
     * twice at the same time.
     */
    synchronized void measure() {
        if (system == null) {
            system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        }
        double all = system.getCpuLoad();
        double own = system.getProcessCpuLoad();
        // Both are negative, or not a number, while they are unknown.
        share = all >= 0 && own >= 0 ? Math.clamp(all - own, 0, 1) : 0;
    }

    /** From 0 to 1; 0 while it is unknown. */
    double share() {
        return share;
    }
}
