package dev.corral.lab.experiment;

import dev.corral.lab.load.AnswerCheck;
import dev.corral.lab.load.Sample;
import dev.corral.lab.measure.Ledger;
import java.util.List;
import java.util.function.Predicate;

/**
 * The results of one load.
 *
 * @param ledger the queries that the driven cache has sent since the load began, on the time line of the samples
 * @param truth the check of the response bodies; without any response if they were not checked
 */
public record Counted(List<Sample> samples, Ledger ledger, AnswerCheck truth) {

    public long failed() {
        return Sample.failed(samples);
    }

    public long failed(Predicate<Sample> which) {
        return count(which.and(Sample::failed));
    }

    public long count(Predicate<Sample> which) {
        return samples.stream().filter(which).count();
    }

    public long wrong() {
        return truth.wrong();
    }
}
