package dev.corral.lab.drill;

import dev.corral.lab.ending.Patience;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The observation of one herd by its alert and its panel, a few times per second. */
final class Watch {

    private static final Duration EVERY = Duration.ofMillis(400);

    private final DrillFleet fleet;
    private final Herd.About about;
    private final String expression;
    private final Fired fired;
    private Look last;
    private OptionalDouble worst = OptionalDouble.empty();
    private boolean everUnhealthy;

    /**
     * The state at one instant.
     *
     * @param atNanos the instant by {@link System#nanoTime()}
     * @param fires whether the alert of the herd fires
     */
    record Look(long atNanos, boolean fires, OptionalDouble panel, boolean healthy) {}

    /** @param expression the query of the panel */
    Watch(DrillFleet fleet, Herd.About about, String expression) {
        this.fleet = fleet;
        this.about = about;
        this.expression = expression;
        this.fired = new Fired(about.alert(), about.cache());
    }

    private void look() {
        fleet.requireAlive();
        long nowNanos = System.nanoTime();
        boolean fires = fired.add(fleet.api().alerts());
        OptionalDouble value = about.panel().worst(fleet.api().query(expression));
        last = new Look(nowNanos, fires, value, about.panel().isHealthy(value));
        everUnhealthy |= value.isPresent() && !last.healthy;
        value.ifPresent(number -> worst = OptionalDouble.of(about.panel().worse(worst.orElse(number), number)));
    }

    /** Looks until the condition holds after a look; returns false if it does not within that time. */
    boolean until(BooleanSupplier condition, Duration limit) {
        long endNanos = System.nanoTime() + limit.toNanos();
        look();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - endNanos >= 0) {
                return false;
            }
            Patience.pause(EVERY);
            look();
        }
        return true;
    }

    /** Looks for this long; returns whether the panel had data and was healthy at every look. */
    boolean healthyFor(Duration time) {
        return !until(() -> !last.healthy, time);
    }

    /** Forgets the values of the panel so far. */
    void restart() {
        worst = OptionalDouble.empty();
        everUnhealthy = false;
    }

    Look last() {
        return last;
    }

    /** The value that was farthest from a healthy one; empty if the panel had no data. */
    OptionalDouble worst() {
        return worst;
    }

    boolean everUnhealthy() {
        return everUnhealthy;
    }

    /** The other alerts that have fired. */
    Set<String> others() {
        return fired.names();
    }
}
