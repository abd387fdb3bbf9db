package dev.corral.lab.trial;

import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A trial of a very hot key, each read of which is one more GET on the same shard of Redis. Redis itself counts the
 * commands.
 */
final class NearTrial implements InTurn {

    private static final int PER_SECOND = 400;
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    private final Duration span;

    /** @param span the time in which the key is read and the commands are counted */
    NearTrial(Duration span) {
        this.span = span;
    }

    @Override
    public About about() {
        return new About(
                LeftOut.NEAR,
                "each read of a hot key sends a command to the shared store",
                "GETs at Redis for 100 reads of the hot key");
    }

    @Override
    public Optional<String> unfit(Bench bench) {
        return bench.unlessOwnRedis();
    }

    @Override
    public Seen run(String cache, Bench bench) throws InterruptedException {
        bench.drive(cache, reads(WARM_UP, bench));
        long before = bench.redis().client().gets();
        List<Sample> samples = bench.drive(cache, reads(span, bench));
        double gets = 100.0 * (bench.redis().client().gets() - before) / samples.size();
        return new Seen(gets, String.format(Locale.ROOT, "%.1f", gets), Bench.failed(samples));
    }

    private static List<Arrival> reads(Duration length, Bench bench) {
        return Reads.of(KeyClass.HOT, PER_SECOND, length, bench.nodes());
    }

    @Override
    public Duration time(Scenario scenario) {
        return WARM_UP.plus(span);
    }

    @Override
    public Promise judge(Seen without, Seen with) {
        return new Promise("at most a tenth of " + without.text(), with.number() * 10 <= without.number());
    }
}
