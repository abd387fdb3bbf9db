package dev.corral.lab.load;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The counts of what the clients of a load have received so far. Only a correct response that arrives in time is of use
 * to a client. Other threads may read the counts while the load runs.
 */
public final class Goodput implements Witness {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final AnswerCheck answers = new AnswerCheck();
    private final Map<Result, LongAdder> results = new EnumMap<>(Result.class);
    private final LongAdder retries = new LongAdder();
    private final long inTimeNanos;

    /** The result of one read for its client, after all of its requests. */
    public enum Result {
        /** A correct response in time. */
        GOOD,
        /** The last response was a refusal: 503 or 429. */
        REFUSED,
        /** The last response was another error or the wrong row, or the connection broke. */
        FAILED,
        /** A correct response that arrived too late, or none within the client's time limit. */
        LATE
    }

    /** @param inTime the longest time, from the instant at which a read is due, in which its response is of use */
    public Goodput(Duration inTime) {
        inTimeNanos = inTime.toNanos();
        for (Result result : Result.values()) {
            results.put(result, new LongAdder());
        }
    }

    @Override
    public void saw(Sample sample, Buffer body) {
        long wrongBefore = answers.wrong();
        answers.saw(sample, body);
        add(result(sample, answers.wrong() > wrongBefore));
    }

    @Override
    public void unanswered(Sample sample) {
        add(isLate(sample) ? Result.LATE : Result.FAILED);
    }

    @Override
    public void retried(Arrival arrival) {
        retries.increment();
    }

    private Result result(Sample sample, boolean wrong) {
        if (sample.status() == UNAVAILABLE || sample.status() == TOO_MANY_REQUESTS) {
            return Result.REFUSED;
        }
        if (wrong || sample.failed()) {
            return Result.FAILED;
        }
        return isLate(sample) ? Result.LATE : Result.GOOD;
    }

    private boolean isLate(Sample sample) {
        return sample.latencyNanos() > inTimeNanos;
    }

    private void add(Result result) {
        results.get(result).increment();
    }

    /** The number of reads that have ended with this result. */
    public long count(Result result) {
        return results.get(result).sum();
    }

    /** The number of requests that repeated a failed one. */
    public long retries() {
        return retries.sum();
    }

    /** The check of the response bodies. */
    public AnswerCheck answers() {
        return answers;
    }
}
