package dev.corral.lab.fault;

import dev.corral.lab.experiment.FailureCause;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** All faults in the order in which they are injected, each with the cure first and then with its control. */
public final class Faults {

    private static final List<Fault> ALL = List.of(
            new HolderKilled(),
            new HolderPaused(),
            new RedisKilled(),
            new RedisFrozen(),
            new RedisFlushed(),
            new RedisScriptsForgotten(),
            new RedisCutOff(),
            new RedisFull(),
            new OriginFreezes(),
            new OriginFails(),
            new OriginSlow(),
            new OriginOneKey(),
            new OriginGarbage(),
            new OriginEndless(),
            new OriginInterim(),
            new OriginClosesKept(),
            new FollowersLeave(),
            new NodeStopped(),
            new ClientsSlow(),
            new ClockJumped());

    private static final int MISSED_AGAIN_AT_MOST = 1;

    private final List<Fault> chosen;

    private Faults(List<Fault> chosen) {
        this.chosen = chosen;
    }

    public static Faults all() {
        return new Faults(ALL);
    }

    /** @throws IllegalArgumentException if a name is unknown; the message lists the faults that exist */
    public static Faults named(List<String> names) {
        for (String name : names) {
            if (ALL.stream().noneMatch(fault -> fault.about().name().equals(name))) {
                throw new IllegalArgumentException(
                        "there is no fault '" + name + "'; the faults are " + names() + ": correct the name");
            }
        }
        return new Faults(ALL.stream()
                .filter(fault -> names.contains(fault.about().name()))
                .toList());
    }

    public static String names() {
        return ALL.stream().map(fault -> fault.about().name()).collect(Collectors.joining(", "));
    }

    /** @param quick whether to run fewer rounds */
    public Results<FaultRow> hold(Fleet fleet, Scenario scenario, boolean quick, Consumer<String> progress)
            throws InterruptedException, IOException {
        try (Scene scene = new Scene(fleet, scenario, quick)) {
            scene.warmUp();
            return Results.of(chosen, fault -> hold(fault, scene, progress), FaultRow::inconclusive);
        }
    }

    private static FaultRow hold(Fault fault, Scene scene, Consumer<String> progress)
            throws InterruptedException, IOException {
        String name = fault.about().name();
        Optional<String> unfit = fault.unfit(scene);
        if (unfit.isPresent()) {
            progress.accept("not injected: " + name + ", because " + unfit.get());
            return FaultRow.unfit(fault, unfit.get());
        }
        progress.accept("injecting: " + name);
        try {
            return FailureCause.named(() -> tried(fault, scene, progress), scene::requireAlive);
        } catch (Inconclusive | VoidRun why) {
            progress.accept("  void: " + why.getMessage());
            return FaultRow.inconclusive(fault, why.getMessage());
        }
    }

    /**
     * Injects the fault, and repeats it if a promise is missed while the fleet's processes wait for a processor: such a
     * miss is caused by the machine.
     */
    private static FaultRow tried(Fault fault, Scene scene, Consumer<String> progress)
            throws InterruptedException, IOException {
        for (int again = 0; ; again++) {
            ProcessorWatch watch = ProcessorWatch.begin();
            FaultRow row = sides(fault, scene, progress);
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

    private static FaultRow sides(Fault fault, Scene scene, Consumer<String> progress)
            throws InterruptedException, IOException {
        Seen with = scene.run(fault, Fault.Side.CURE, progress);
        progress.accept("  with the mitigation: " + with);
        Seen control = scene.run(fault, Fault.Side.CONTROL, progress);
        progress.accept("  control:             " + control);
        return FaultRow.held(fault, with, control);
    }
}
