package dev.corral.lab.bench;

/**
 * One of the sides that are compared in a measure.
 *
 * @param name its name in the report
 * @param target the index of its port among the ports of the driver
 * @param pid the process id of its server
 * @param cache the cache that is read, or the control in its place
 */
record Side(String name, int target, long pid, String cache) {}
