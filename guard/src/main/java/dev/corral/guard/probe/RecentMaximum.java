package dev.corral.guard.probe;

import dev.corral.guard.runtime.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The largest value of the last {@link #SPAN}, to the precision of one bucket of 5 s. Recording a value takes no lock;
 * values are from 0 to {@link Integer#MAX_VALUE}.
 */
public final class RecentMaximum {

    /** The time for which a value counts. */
    public static final Duration SPAN = Duration.ofSeconds(30);

    private static final int BUCKETS = 6;
    private static final long BUCKET_NANOS = SPAN.toNanos() / BUCKETS;
    private static final int VALUE_BITS = 32;

    private final Clock clock;
    private final long startNanos;

    /** Each bucket is the number of its period above the largest value in it: a later period is always larger. */
    private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);

    public RecentMaximum(Clock clock) {
        this.clock = clock;
        this.startNanos = clock.nanos();
    }

    /** Records a value. */
    public void observe(int value) {
        long period = period();
        buckets.accumulateAndGet((int) (period % BUCKETS), period << VALUE_BITS | value, Math::max);
    }

    /** Returns the largest recent value; 0 if there is none. */
    public int get() {
        long oldest = period() - BUCKETS;
        int largest = 0;
        for (int each = 0; each < BUCKETS; each++) {
            long bucket = buckets.get(each);
            if (bucket >> VALUE_BITS > oldest) {
                largest = Math.max(largest, (int) bucket);
            }
        }
        return largest;
    }

    /** Forgets all values. One that is recorded at the same time may be forgotten as well. */
    void forget() {
        for (int each = 0; each < BUCKETS; each++) {
            buckets.set(each, 0);
        }
    }

    private long period() {
        return (clock.nanos() - startNanos) / BUCKET_NANOS;
    }
}
