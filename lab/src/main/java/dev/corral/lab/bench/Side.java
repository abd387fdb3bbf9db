package dev.corral.lab.bench;

/**
 * One of those that are measured beside each other.
 *
 * @param name as the report calls it
 * @param target index of its port among those of the driver
 * @param pid of its process
 * @param cache that is read, or the control in its place
 */
record Side(String name, int target, long pid, String cache) {}
