package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Sample;
import dev.corral.lab.scenario.LeftOut;
import dev.corral.lab.scenario.Scenario;
import dev.corral.lab.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A trial of a very hot key, each read of which is one more GET on the same shard of Redis. Redis itself counts the
 * commands.
 *
 * @param span the time in which the key is read and the commands are counted
 */
record NearTrial(Duration span) implements InTurn {

    private static final int PER_SECOND = 400;
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    @Override
    public About about() {
        return new About(
                LeftOut.NEAR,
                "each read of a hot key sends a command to the shared store",
                "GETs at Redis for 100 reads of the hot key");
    }

    @Override
    public Optional<String> unfit(Stage stage) {
        return Trial.unlessOwnRedis(stage);
    }

    @Override
    public Seen run(String cache, Stage stage) throws InterruptedException {
        stage.drive(cache, reads(WARM_UP, stage));
        long before = stage.redis().client().gets();
        List<Sample> samples = stage.drive(cache, reads(span, stage));
        double gets = 100.0 * (stage.redis().client().gets() - before) / samples.size();
        return new Seen(gets, Text.of("%.1f", gets), Sample.failed(samples));
    }

    private static List<Arrival> reads(Duration length, Stage stage) {
        return Reads.of(KeyClass.HOT, PER_SECOND, length, stage.nodes());
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
