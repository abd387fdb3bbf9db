package dev.corral.lab.fault;

import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Ledger;
import java.util.List;
import java.util.function.Predicate;

/**
 * The results of one drive.
 *
 * @param ledger the queries that the driven cache has sent since the drive began, on the time line of the samples
 * @param truth the check of the response bodies
 */
record Counted(List<Sample> samples, Ledger ledger, AnswerCheck truth) {

    long failed() {
        return failed(sample -> true);
    }

    long failed(Predicate<Sample> which) {
        return count(which.and(Sample::failed));
    }

    long count(Predicate<Sample> which) {
        return samples.stream().filter(which).count();
    }

    long wrong() {
        return truth.wrong();
    }
}
