package dev.corral.lab.load;

/**
 * A read that is due at a fixed instant, independent of the reads before it.
 *
 * @param atNanos the instant, in nanoseconds after the start of the run
 * @param number the number of the key in its class
 * @param node the index of the node to which it is sent
 */
public record Arrival(long atNanos, KeyClass keyClass, int number, int node) {

    public String id() {
        return keyClass.id(number);
    }
}
