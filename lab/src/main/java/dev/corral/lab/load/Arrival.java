package dev.corral.lab.load;

/**
 * One read that is meant to be sent at an instant, whatever happened to those before it.
 *
 * @param atNanos after the start of the run
 * @param number of the key in its class
 * @param node index of the node that is asked
 */
public record Arrival(long atNanos, KeyClass keyClass, int number, int node) {

    public String id() {
        return keyClass.id(number);
    }
}
