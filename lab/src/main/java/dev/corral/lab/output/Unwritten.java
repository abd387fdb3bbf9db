package dev.corral.lab.output;

import dev.corral.lab.fleet.LabException;

/** A file of a run that cannot be written. Another attempt would fail too. */
public final class Unwritten extends LabException {

    private static final long serialVersionUID = 1;

    Unwritten(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
