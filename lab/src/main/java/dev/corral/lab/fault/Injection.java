package dev.corral.lab.fault;

import dev.corral.lab.experiment.Attempts;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One fault on a fleet: it is injected with the cure and as its control, and again if the machine or the load generator
 * made the result void.
 */
record Injection(Fault fault, Stage stage, Consumer<String> progress) {

    /** The largest number of repetitions of a void measurement. */
    static final int AGAIN_AT_MOST = 2;

    private static final int MISSED_AGAIN_AT_MOST = 1;

    /** Returns the result, which says why there is none if the fault cannot be measured. */
    FaultRow row() throws InterruptedException, IOException {
        String name = fault.about().name();
        Optional<String> unfit = fault.unfit(stage);
        if (unfit.isPresent()) {
            progress.accept("not injected: " + name + ", because " + unfit.get());
            return FaultRow.unfit(fault, unfit.get());
        }
        progress.accept("injecting: " + name);
        try {
            return Attempts.one(this::tried, stage::requireAlive);
        } catch (Inconclusive | VoidRun why) {
            progress.accept("  void: " + why.getMessage());
            return FaultRow.inconclusive(fault, why.getMessage());
        }
    }

    /**
     * Injects the fault, and repeats it if a promise is missed while the fleet's processes wait for a processor: such a
     * miss is caused by the machine.
     */
    private FaultRow tried() throws InterruptedException, IOException {
        for (int again = 0; ; again++) {
            ProcessorWatch watch = ProcessorWatch.begin();
            FaultRow row = sides();
            Contention contention = watch.elapsed();
            if (row.kept() || !contention.tooMuch()) {
                return row;
            }
            if (again == MISSED_AGAIN_AT_MOST) {
                throw new Inconclusive(contention + ", in both attempts");
            }
            progress.accept("  void: " + contention + "; running it once more");
        }
    }

    private FaultRow sides() throws InterruptedException, IOException {
        Counts with = run(Fault.Side.CURE);
        progress.accept("  with the mitigation: " + with);
        Counts control = run(Fault.Side.CONTROL);
        progress.accept("  control:             " + control);
        return FaultRow.held(fault, with, control);
    }

    /**
     * Runs one side. A run in which the load generator fell behind is void and is repeated, at most twice.
     *
     * @throws Inconclusive if the load generator fell behind in every attempt
     */
    private Counts run(Fault.Side side) throws InterruptedException, IOException {
        for (int again = 0; ; again++) {
            Counts seen = stage.health().before(List.of(Rung.FULL.cache()), () -> attempt(side));
            Optional<Lag> late = stage.observation().late();
            stage.observation().takeFailures().forEach(this::tell);
            if (late.isEmpty()) {
                return seen;
            }
            if (again == AGAIN_AT_MOST) {
                throw new Inconclusive(late.get() + ", in every attempt");
            }
            progress.accept("  void: " + late.get() + "; running it once more");
        }
    }

    private Counts attempt(Fault.Side side) throws InterruptedException, IOException {
        stage.health().awaitPushes();
        stage.observation().restart();
        Counts seen = fault.run(side, stage);
        stage.requireAlive();
        return seen;
    }

    private void tell(int status, int count) {
        String what = status == Sample.NO_ANSWER ? "no response" : "status " + status;
        progress.accept(Text.of("  %s: %d requests", what, count));
    }
}
