package dev.corral.lab.bench;

import dev.corral.lab.ending.LabException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A measure of the cost that one more layer adds to a hit: the difference between two chains of different lengths, in a
 * process of their own.
 */
final class LayerCost implements Measure {

    private static final double MICROS_AT_MOST = 1;
    private static final double BYTES_AT_MOST = 250;
    private static final int FORKS = 1;
    private static final int WARM_UPS = 4;
    private static final int ITERATIONS = 4;
    private static final TimeValue ITERATION = TimeValue.seconds(1);
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** The cost of a hit through a chain. */
    record Chain(double nanos, double bytes) {}

    /** The costs by the number of layers. */
    record Seen(Map<Integer, Chain> chains) {

        double nanosOfALayer() {
            return ofALayer(longest().nanos() - shortest().nanos());
        }

        double bytesOfALayer() {
            return ofALayer(longest().bytes() - shortest().bytes());
        }

        private double ofALayer(double difference) {
            TreeMap<Integer, Chain> sorted = new TreeMap<>(chains);
            return difference / (sorted.lastKey() - sorted.firstKey());
        }

        private Chain shortest() {
            return new TreeMap<>(chains).firstEntry().getValue();
        }

        private Chain longest() {
            return new TreeMap<>(chains).lastEntry().getValue();
        }
    }

    @Override
    public String name() {
        return "layer";
    }

    @Override
    public Measured hold(Stand stand) {
        Map<Integer, Chain> chains = new TreeMap<>();
        run().forEach(result -> chains.put(Integer.valueOf(result.getParams().getParam("depth")), chain(result)));
        Seen seen = new Seen(chains);
        return Measured.of(name(), judge(seen), seen);
    }

    /**
     * Runs JMH with JVM flags of its own, because the flags of the lab restrict the compiler more than those of a node.
     */
    private static Iterable<RunResult> run() {
        try {
            return new Runner(new OptionsBuilder()
                            .include(LayerBenchmark.class.getName())
                            .jvmArgs(
                                    "-Xmx128m",
                                    "-XX:+UseSerialGC",
                                    "-XX:+IgnoreUnrecognizedVMOptions",
                                    "--sun-misc-unsafe-memory-access=allow")
                            .forks(FORKS)
                            .warmupIterations(WARM_UPS)
                            .warmupTime(ITERATION)
                            .measurementIterations(ITERATIONS)
                            .measurementTime(ITERATION)
                            .addProfiler(GCProfiler.class)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
        } catch (RunnerException failure) {
            throw new LabException("the layers could not be measured: " + failure.getMessage(), failure);
        }
    }

    /** JMH's results have raw types. */
    @SuppressWarnings("rawtypes")
    private static Chain chain(RunResult result) {
        double bytes = result.getSecondaryResults().entrySet().stream()
                .filter(each -> each.getKey().endsWith(ALLOCATED))
                .mapToDouble(each -> each.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new LabException("this JVM does not tell what a thread allocates"));
        return new Chain(result.getPrimaryResult().getScore(), bytes);
    }

    static List<Verdict> judge(Seen seen) {
        double nanos = seen.nanosOfALayer();
        double bytes = seen.bytesOfALayer();
        return List.of(
                new Verdict(
                        "time of one more layer in the chain, on a hit",
                        String.format(Locale.ROOT, "at most %.0f µs", MICROS_AT_MOST),
                        String.format(Locale.ROOT, "%.3f µs", nanos / 1e3),
                        "",
                        nanos <= MICROS_AT_MOST * 1e3),
                new Verdict(
                        "bytes allocated by one more layer, on a hit",
                        String.format(Locale.ROOT, "at most %.0f", BYTES_AT_MOST),
                        String.format(Locale.ROOT, "%.0f", bytes),
                        "",
                        bytes <= BYTES_AT_MOST));
    }
}
