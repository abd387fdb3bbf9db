package dev.corral.lab.bench;

import dev.corral.lab.ending.LabException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs a JMH benchmark in a process of its own, with its garbage-collection profiler. */
final class Microbenchmark {

    private static final int FORKS = 1;
    private static final int WARM_UPS = 4;
    private static final int ITERATIONS = 4;
    private static final TimeValue ITERATION = TimeValue.seconds(1);
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** The cost of one call: nanoseconds, and allocated bytes. */
    record Cost(double nanos, double bytes) {}

    private Microbenchmark() {}

    /**
     * Runs the benchmark once for each value of its parameter, and returns the costs by value. The JVM flags are its
     * own, because the flags of the lab restrict the compiler more than those of a node.
     *
     * @throws LabException if JMH fails
     */
    static Map<String, Cost> run(Class<?> benchmark, String parameter) {
        Map<String, Cost> costs = new LinkedHashMap<>();
        try {
            new Runner(new OptionsBuilder()
                            .include(benchmark.getName())
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
                    .run()
                    .forEach(result -> costs.put(result.getParams().getParam(parameter), cost(result)));
        } catch (RunnerException failure) {
            throw new LabException(
                    benchmark.getSimpleName() + " could not be measured: " + failure.getMessage(), failure);
        }
        return costs;
    }

    /** JMH's results have raw types. */
    @SuppressWarnings("rawtypes")
    private static Cost cost(RunResult result) {
        double bytes = result.getSecondaryResults().entrySet().stream()
                .filter(each -> each.getKey().endsWith(ALLOCATED))
                .mapToDouble(each -> each.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new LabException("this JVM does not report how much a thread allocates"));
        return new Cost(result.getPrimaryResult().getScore(), bytes);
    }
}
