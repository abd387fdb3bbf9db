package dev.corral.lab.drill;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * A herd that the drill causes: its alert, its panel, and the steps of the runbook that end it.
 *
 * @param on returns the herd on a fleet, before it is caused
 */
record Herd(About about, Function<DrillFleet, Harm> on) {

    String name() {
        return about.name();
    }

    /**
     * The description of a herd.
     *
     * @param alert the alert that must fire
     * @param cache the cache on which it is caused
     * @param cause what is done to the fleet
     * @param healthy how long the fleet is observed before
     * @param boundaries the number of boundaries after the cause from which the seconds to the alert are counted
     * @param panel the panel that shows the herd and its end
     * @param followers the other alerts that may fire, each with the reason
     */
    record About(
            String name,
            String alert,
            String cache,
            String cause,
            Duration healthy,
            int boundaries,
            Panel panel,
            Map<String, String> followers) {

        private static final Duration SOON = Duration.ofSeconds(15);
        private static final Duration PERIOD = DrillScenario.TTL.plus(DrillScenario.MEDIAN);

        static About of(String name, String alert, String cache, String cause, Panel panel) {
            return new About(name, alert, cache, cause, SOON, 0, panel, Map.of());
        }

        /** Returns the same for a herd that can be told from a single burst only at its second boundary. */
        About fromSecondBoundary() {
            return new About(name, alert, cache, cause, healthy, 2, panel, followers);
        }

        About observedFor(Duration time) {
            return new About(name, alert, cache, cause, time, boundaries, panel, followers);
        }

        About followedBy(Map<String, String> alerts) {
            return new About(name, alert, cache, cause, healthy, boundaries, panel, alerts);
        }

        /** The time from the cause until the seconds to the alert are counted. */
        Duration counted() {
            return PERIOD.multipliedBy(boundaries);
        }

        /** The instant from which they are counted, in words. */
        String countedFrom() {
            return boundaries == 0 ? "the cause" : "the second boundary";
        }
    }
}
