package dev.corral.lab.command;

import dev.corral.lab.scenario.Pace;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that describe a fleet and its load, with their defaults and bounds. */
final class ScenarioOptions {

    private static final Duration PRODUCT_TTL = Duration.ofSeconds(6);

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of cache nodes. Default: ${DEFAULT-VALUE}.")
    int nodes;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "Reads per second in all. Default: 200 of the hot key, 5 of each product key, 100 of absent ids.")
    Double rate;

    @Option(
            names = "--ttl",
            paramLabel = "T",
            converter = DurationOption.class,
            description =
                    "TTL of the hot key, for example 6s. Default: 2s, with --quick 1250ms, with --long and of up 6s."
                            + " Product keys keep 6s.")
    Duration ttl;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "350",
            description = "Number of product keys. Default: ${DEFAULT-VALUE}.")
    int keys;

    @Option(
            names = "--zipf",
            paramLabel = "S",
            defaultValue = "0",
            description = "Zipf exponent of the product keys; 0 reads all equally often. Default: ${DEFAULT-VALUE}.")
    double zipf;

    @Option(
            names = "--value-size",
            paramLabel = "BYTES",
            defaultValue = "256",
            description = "Size of a row in bytes. Default: ${DEFAULT-VALUE}.")
    int valueSize;

    @Option(
            names = "--origin-median",
            paramLabel = "T",
            converter = DurationOption.class,
            description = "Median time of a query. Default: 400ms, with --quick 250ms.")
    Duration originMedian;

    @Option(
            names = "--origin-workers",
            paramLabel = "N",
            defaultValue = "640",
            description = "Queries that the origin runs at the same time. Default: ${DEFAULT-VALUE}.")
    int originWorkers;

    @Option(
            names = "--boundaries",
            paramLabel = "N",
            description = "Boundaries of the hot key to count at each rung. Default: 5, with --quick 3.")
    Integer boundaries;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of the load and of the query times. Default: ${DEFAULT-VALUE}.")
    long seed;

    /** @param pace the values of the options that are not given and that depend on the length of the run */
    Scenario scenario(Pace pace) {
        Range.NODES.require(nodes);
        Range.KEYS.require(keys);
        if (rate != null) {
            Range.RATE.require(rate);
        }
        Range.ZIPF.require(zipf);
        Range.VALUE_SIZE.require(valueSize);
        Range.ORIGIN_WORKERS.require(originWorkers);
        int counted = boundaries == null ? pace.boundaries() : boundaries;
        Range.BOUNDARIES.require(counted);
        Duration hotTtl = ttl == null ? pace.hotTtl() : ttl;
        Duration median = originMedian == null ? pace.originMedian() : originMedian;
        Require.time("--ttl", hotTtl, Duration.ofMillis(500), Duration.ofMinutes(10));
        Require.time("--origin-median", median, Duration.ofMillis(1), Duration.ofSeconds(2));
        Require.that(
                median.multipliedBy(2).compareTo(hotTtl) < 0,
                "--ttl is " + Require.text(hotTtl) + "; it must be more than twice --origin-median ("
                        + Require.text(median)
                        + "), so that a boundary ends before the next begins: raise --ttl or lower --origin-median");
        return new Scenario(nodes, seed, counted, load(), times(hotTtl), origin(median));
    }

    private Scenario.Load load() {
        Scenario.Load load = new Scenario.Load(200, 5.0 * keys, 100, keys, zipf);
        return rate == null ? load : load.scaledTo(rate);
    }

    private static Scenario.Times times(Duration hotTtl) {
        return new Scenario.Times(hotTtl, PRODUCT_TTL, Duration.ofSeconds(6), 0.2, Duration.ofSeconds(5));
    }

    private Scenario.Origin origin(Duration median) {
        return new Scenario.Origin(median, 0.05, originWorkers, 2_000, valueSize);
    }

    /** Parses times such as 400ms, 6s and 2m. */
    static final class DurationOption implements ITypeConverter<Duration> {

        private static final Pattern MILLIS = Pattern.compile("[+-]?[0-9]+ms");

        @Override
        public Duration convert(String text) {
            try {
                return MILLIS.matcher(text).matches()
                        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                        : Duration.parse("PT" + text);
            } catch (RuntimeException malformed) {
                throw new TypeConversionException("a time such as 400ms, 6s or 2m");
            }
        }
    }
}
