package dev.corral.lab.fault;

import dev.corral.lab.fleet.LabException;

/** What was measured says nothing, again and again; in one sentence. */
final class Inconclusive extends LabException {

    private static final long serialVersionUID = 1;

    Inconclusive(String sentence) {
        super(sentence);
    }
}
