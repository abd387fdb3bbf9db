package dev.corral.lab.bench;

import dev.corral.lab.ending.LabException;

/** Thrown if the fleet lacks a property without which nothing can be measured. */
final class Missed extends LabException {

    private static final long serialVersionUID = 1;

    private final transient Verdict verdict;

    Missed(Verdict verdict) {
        super(verdict.what() + ": " + verdict.seen() + ", not " + verdict.floor());
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }
}
