package dev.corral.lab.drill;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A herd for practice: it is drawn by a seed, caused without being named, and judged at the end by its alert. What
 * operators do outside of the switches is requested by a POST.
 */
public final class HiddenHerd implements AutoCloseable {

    /** The requests for the steps that are no switches. A request that is of no use to this herd does nothing. */
    public static final List<String> PATHS = List.of(
            "/redis/start", "/redis/memory", "/origin/heal", "/nodes/resume", "/clients/wait", "/clients/stop-retries");

    private static final Duration WARM_UP = DrillScenario.TTL.multipliedBy(3);

    private final Herd herd;
    private final DrillFleet fleet;
    private final Thread verdict = new Thread(this::tell, "tell the verdict");
    private volatile Harm harm;
    private volatile boolean everFired;
    private volatile boolean fires;
    private volatile long changedNanos = System.nanoTime();

    private HiddenHerd(Herd herd, Scenario scenario, Layout layout, Path dashboards, Ctl ctl)
            throws InterruptedException {
        this.herd = herd;
        this.fleet = DrillFleet.start(scenario, layout, dashboards, ctl, actions());
    }

    /** Starts a fleet, and after a healthy time the herd that the seed determines. */
    public static HiddenHerd start(Scenario scenario, Layout layout, Path dashboards, Ctl ctl, long seed)
            throws InterruptedException {
        HiddenHerd hidden = new HiddenHerd(drawn(seed), scenario, layout, dashboards, ctl);
        Runtime.getRuntime().addShutdownHook(hidden.verdict);
        Thread.ofPlatform().daemon().name("hidden").start(hidden::cause);
        return hidden;
    }

    static Herd drawn(long seed) {
        return Herds.all().get(new Random(seed).nextInt(Herds.all().size()));
    }

    private Map<String, Supplier<String>> actions() {
        Map<String, Supplier<String>> actions = new LinkedHashMap<>();
        PATHS.forEach(path -> actions.put(path, () -> act(path)));
        return actions;
    }

    private String act(String path) {
        Harm begun = harm;
        if (begun != null) {
            begun.steps().stream()
                    .filter(step -> step.path().filter(path::equals).isPresent())
                    .forEach(step -> step.action().on(fleet));
        }
        return "done\n";
    }

    private void cause() {
        Patience.pause(WARM_UP);
        Harm next = herd.on().apply(fleet);
        next.prepare();
        Patience.pause(herd.about().healthy());
        harm = next;
        next.begin();
    }

    /** Reads the state of the alert; to be called repeatedly. */
    public void look() {
        fleet.requireAlive();
        try {
            Fired others = new Fired(herd.about().alert(), herd.about().cache());
            see(others.add(fleet.api().alerts()));
        } catch (LabException notNow) {
            // The state of the next look counts.
        }
    }

    private void see(boolean now) {
        if (now != fires) {
            changedNanos = System.nanoTime();
        }
        everFired |= now;
        fires = now;
    }

    /** Returns the verdict in a sentence. */
    String sentence() {
        long seconds = Duration.ofNanos(System.nanoTime() - changedNanos).toSeconds();
        String state = !everFired ? "has not fired" : fires ? "still fires" : "ended " + seconds + " s ago";
        return "The herd was " + herd.name() + " (" + herd.about().cause() + "); its alert "
                + herd.about().alert() + " " + state + ".";
    }

    private void tell() {
        System.out.println("\n" + sentence());
    }

    public DrillFleet fleet() {
        return fleet;
    }

    @Override
    public void close() {
        if (harm != null) {
            harm.close();
        }
        fleet.close();
    }
}
