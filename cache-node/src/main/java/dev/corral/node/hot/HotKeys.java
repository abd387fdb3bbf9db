package dev.corral.node.hot;

import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.metrics.Sampler;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * The keys of one cache with the most loads and the most reads of the last minutes. Every load is counted. Of the reads,
 * one of {@value #READS_PER_SAMPLE} is counted on average, so that the other ones, near hits among them, cost one plain
 * write.
 */
public final class HotKeys {

    /** The time that the counts cover, at most. */
    public static final Duration SPAN = RecentKeys.SPAN;

    private static final int READS_PER_SAMPLE = 64;
    private static final int SHOWN = 20;

    private final RecentKeys loads;
    private final RecentKeys reads;
    private final Sampler sampler;

    /** A key with the number of its loads. */
    public record Load(String key, long count) {}

    /** A key with the estimated number of its reads. */
    public record Read(String key, long estimate) {}

    /** @param random uniform in [0, 1) */
    public HotKeys(Clock clock, DoubleSupplier random) {
        this.loads = new RecentKeys(clock);
        this.reads = new RecentKeys(clock);
        this.sampler = new Sampler(READS_PER_SAMPLE, random);
    }

    /** Records that the key is loaded from the origin. */
    public void loaded(Key key) {
        loads.add(key.id());
    }

    /** Records that a client reads the key. */
    public void read(Key key) {
        if (sampler.selects()) {
            reads.add(key.id());
        }
    }

    /** The keys with the most loads, the one with the most first. */
    public List<Load> mostLoads() {
        return loads.most(SHOWN).stream()
                .map(each -> new Load(each.key(), each.count()))
                .toList();
    }

    /** The keys with the most reads, the one with the most first. */
    public List<Read> mostReads() {
        return reads.most(SHOWN).stream()
                .map(each -> new Read(each.key(), each.count() * READS_PER_SAMPLE))
                .toList();
    }
}
