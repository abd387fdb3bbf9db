package dev.corral.lab.output;

import dev.corral.lab.ending.LabException;

/** Thrown when a file of a run cannot be written; another attempt would fail too. */
public final class Unwritten extends LabException {

    private static final long serialVersionUID = 1;

    Unwritten(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
