package dev.corral.lab.fault;

import dev.corral.lab.ending.LabException;

/** Thrown when every attempt of a measurement was void; the message is one sentence. */
final class Inconclusive extends LabException {

    private static final long serialVersionUID = 1;

    Inconclusive(String sentence) {
        super(sentence);
    }
}
