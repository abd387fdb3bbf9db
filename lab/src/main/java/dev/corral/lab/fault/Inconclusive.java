package dev.corral.lab.fault;

/** What was measured says nothing, again and again; in one sentence. */
final class Inconclusive extends RuntimeException {

    private static final long serialVersionUID = 1;

    Inconclusive(String sentence) {
        super(sentence);
    }
}
