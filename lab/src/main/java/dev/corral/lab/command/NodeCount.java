package dev.corral.lab.command;

/** The size of a fleet as text. */
final class NodeCount {

    private NodeCount() {}

    static String text(int nodes) {
        return nodes == 1 ? "1 cache node" : nodes + " cache nodes";
    }
}
