package dev.corral.lab.drill;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.ending.Patience;
import dev.corral.lab.fleet.Layout;
import dev.corral.lab.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A herd for practice: it is drawn by a seed, caused without being named, and judged at the end by its alert. What
 * operators do outside of the switches is requested by a POST.
 */
public final class HiddenHerd implements AutoCloseable {

    /** The requests for the steps that are no switches. A request that is of no use to this herd does nothing. */
    public static final List<String> PATHS = List.of(
            "/redis/start", "/redis/memory", "/origin/heal", "/nodes/resume", "/clients/wait", "/clients/stop-retries");

    private static final Duration WARM_UP = DrillScenario.TTL.multipliedBy(3);

    private static final String DONE = "done\n";

    private final Herd herd;
    private final DrillFleet fleet;
    private final Thread verdict = new Thread(this::tell, "tell the verdict");
    private volatile Harm harm;
    private volatile String failure;
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

    /** One request at a time, because a step may be requested twice. */
    private synchronized String act(String path) {
        Harm begun = harm;
        if (begun != null) {
            begun.steps().stream()
                    .filter(step -> step.path().filter(path::equals).isPresent())
                    .forEach(step -> step.action().on(fleet));
        }
        return DONE;
    }

    /** A failure is reported without the herd; the stack trace would name it. */
    private void cause() {
        try {
            begin(herd.on().apply(fleet));
        } catch (RuntimeException failed) {
            failure = failed instanceof LabException known ? known.sentence() : failed.toString();
        }
    }

    private void begin(Harm next) {
        Patience.pause(WARM_UP);
        next.prepare();
        Patience.pause(herd.about().healthy());
        harm = next;
        next.begin();
    }

    /** The longest time from the start to the beginning of a herd, whichever it is. */
    public static Duration beginsWithin() {
        return Herds.all().stream()
                .map(each -> WARM_UP.plus(each.about().healthy()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Reads the state of the alert; to be called repeatedly.
     *
     * @throws LabException if the herd could not be caused, or a process has ended
     */
    public void look() {
        if (failure != null) {
            throw new LabException("the herd could not be caused: " + failure);
        }
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
        String alert = !everFired ? "has not fired" : fires ? "still fires" : "ended " + seconds + " s ago";
        String state = harm == null ? "has not fired, because the herd had not begun" : alert;
        return "The herd was " + herd.name() + " (" + herd.about().cause() + ", seen on cache "
                + herd.about().cache() + "); its alert " + herd.about().alert() + " " + state + ". Its steps: "
                + herd.on().apply(fleet).steps().stream().map(Step::text).collect(Collectors.joining("; ")) + ".";
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
