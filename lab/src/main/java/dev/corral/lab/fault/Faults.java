package dev.corral.lab.fault;

import dev.corral.lab.experiment.Chosen;
import dev.corral.lab.experiment.Results;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Fleet;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All faults in the order in which they are injected, each with the cure first and then with its control. */
public record Faults(List<Fault> chosen) {

    private static final List<Fault> ALL = List.of(
            new HolderKilled(),
            new HolderPaused(),
            RedisFault.KILLED,
            RedisFault.FROZEN,
            new RedisFlushed(),
            new RedisScriptsForgotten(),
            new RedisCutOff(),
            new RedisFull(),
            OriginFault.FREEZES,
            OriginFault.FAILS,
            OriginFault.SLOW,
            new OriginOneKey(),
            OriginFault.GARBAGE,
            OriginFault.ENDLESS,
            new OriginInterim(),
            new OriginClosesKept(),
            new FollowersLeave(),
            new NodeStopped(),
            new RolloutUnderMisses(),
            new ClientsSlow(),
            new ClockJumped());

    /** The faults that take half an hour, and are run only if they are named. */
    private static final List<Fault> LONG = List.of(new Soak());

    private static final Duration WARM_UP = Duration.ofSeconds(2);

    public static Faults all() {
        return new Faults(ALL);
    }

    /** @throws IllegalArgumentException if a name is unknown; the message lists the faults that exist */
    public static Faults named(List<String> names) {
        return new Faults(Chosen.of(everything().toList(), Faults::name, names, "fault"));
    }

    public static String names() {
        return everything().map(Faults::name).collect(Collectors.joining(", "));
    }

    private static Stream<Fault> everything() {
        return Stream.concat(ALL.stream(), LONG.stream());
    }

    private static String name(Fault fault) {
        return fault.about().name();
    }

    /** The names of the chosen faults that take half an hour. */
    public List<String> longNames() {
        return chosen.stream().filter(LONG::contains).map(Faults::name).toList();
    }

    /** Whether these are the names of a soak and of nothing else. */
    public static boolean isSoak(List<String> names) {
        return names.equals(List.of(Soak.NAME));
    }

    /** @param quick whether to run fewer rounds */
    public Results<FaultRow> hold(Fleet fleet, Scenario scenario, boolean quick, Consumer<String> progress)
            throws InterruptedException, IOException {
        try (Stage stage = new Stage(fleet, scenario, quick)) {
            warmUp(stage);
            return Results.of(chosen, fault -> new Injection(fault, stage, progress).row(), FaultRow::inconclusive);
        }
    }

    /**
     * Drives a growing share of the load first, because code that is not yet compiled is several times slower. Requests
     * that fail meanwhile belong to no fault.
     */
    private static void warmUp(Stage stage) throws InterruptedException {
        for (double share : new double[] {0.2, 0.5, 1}) {
            for (Rung rung : List.of(Rung.LOCK, Rung.FULL)) {
                stage.drive(rung.cache(), Schedule.draw(stage.scenario().atShare(share), WARM_UP));
            }
        }
        stage.observation().takeFailures();
    }
}
