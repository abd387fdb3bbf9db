package dev.corral.lab.ladder;

import dev.corral.lab.experiment.Attempts;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.measure.Climb;
import dev.corral.lab.measure.RungRun;
import dev.corral.lab.report.Progress;
import dev.corral.lab.report.ReportFiles;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The runs of the rungs, one after another, each from the same state and with the same arrivals. */
public final class Ladder implements AutoCloseable {

    /** The loads with which a fleet is warmed up, the smallest first. */
    private static final List<Step> WARM_UP =
            List.of(new Step(Rung.NEGATIVE, 0.2), new Step(Rung.NAIVE, 0.5), new Step(Rung.NEGATIVE, 1));

    private static final Duration STEP = Duration.ofSeconds(2);
    private static final Duration SINGLE_WARM_UP = Duration.ofSeconds(4);

    /** @param share the share of the load */
    private record Step(Rung rung, double share) {}

    private final Stage stage;
    private final ReportFiles files;
    private final Progress progress;
    private final Course course;

    public Ladder(Fleet fleet, Scenario scenario, ReportFiles files, Progress progress) {
        this.stage = new Stage(fleet, scenario);
        this.files = files;
        this.progress = progress;
        this.course = new Course(stage, files, progress);
    }

    /** The time that {@link #warmUp()} takes. */
    public static Duration warmUpTime(Scenario scenario) {
        return STEP.plus(scenario.origin().median()).multipliedBy(WARM_UP.size());
    }

    /** The time that these runs take, one after another. */
    public static Duration time(Scenario scenario, List<Rung> rungs) {
        return rungs.stream().map(rung -> Course.time(scenario, rung)).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Warms up for the lab's load. A share of the load is sent first, because code that is not yet compiled is several
     * times slower.
     */
    public Ladder warmUp() throws InterruptedException {
        progress.say("warming up");
        for (Step step : WARM_UP) {
            course.warm(step.rung.cache(), STEP, step.share);
        }
        return this;
    }

    /**
     * Warms up for a load that code can also handle before it is compiled, on the highest of the rungs that will run.
     */
    public Ladder warmUp(Rung richest) throws InterruptedException {
        course.warm(richest.cache(), SINGLE_WARM_UP, 1);
        return this;
    }

    /**
     * Runs each rung once, and once more if its run is void. A rung that fails ends the climb; the results of the rungs
     * before it stay valid.
     */
    public Climb climb(List<Rung> rungs) throws InterruptedException, IOException {
        Climb climb = Climb.begin();
        Results.of(rungs, rung -> measure(rung, climb), (rung, why) -> leaveOut(rung, why, climb))
                .failure()
                .ifPresent(climb.failures()::add);
        return climb;
    }

    private Rung measure(Rung rung, Climb climb) throws InterruptedException, IOException {
        climb.runs().put(rung, run(rung, rung.cache()));
        return rung;
    }

    private Rung leaveOut(Rung rung, String why, Climb climb) {
        climb.voids().put(rung, why);
        files.forget(rung.cache());
        return rung;
    }

    /**
     * Runs one rung, and once more if the run is void.
     *
     * @param cache the cache of the rung, or of the rung without a mitigation
     * @throws VoidRun if the second run is void as well
     */
    public RungRun run(Rung rung, String cache) throws InterruptedException, IOException {
        try {
            return Attempts.two(
                    () -> course.run(rung, cache),
                    stage::requireAlive,
                    reason -> progress.say(cache + " is void: " + reason + "; running it once more"));
        } catch (VoidRun second) {
            progress.say(cache + " is void twice: " + second.getMessage());
            files.forget(cache);
            throw second;
        }
    }

    @Override
    public void close() {
        stage.close();
    }
}
