package dev.corral.lab.load;

import dev.corral.lab.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The arrivals of a run, drawn once from a seed and replayed at every rung: a Poisson process in time, with the classes
 * mixed by their rates and the nodes chosen uniformly.
 */
public final class Schedule {

    private Schedule() {}

    public static List<Arrival> draw(Scenario scenario, Duration length) {
        Random random = new Random(scenario.seed());
        Popularity products =
                Popularity.zipf(scenario.load().productKeys(), scenario.load().zipf());
        List<Arrival> arrivals = new ArrayList<>();
        double rate = scenario.load().rate();
        for (long at = next(random, rate); at < length.toNanos(); at += next(random, rate)) {
            KeyClass keyClass = keyClass(random.nextDouble() * rate, scenario.load());
            int number = switch (keyClass) {
                case HOT, BRIEF -> 0;
                case PRODUCT, LASTING -> products.draw(random.nextDouble());
                case ABSENT -> random.nextInt(Scenario.Load.ABSENT_KEYS);
            };
            arrivals.add(new Arrival(at, keyClass, number, random.nextInt(scenario.nodes())));
        }
        return arrivals;
    }

    /** Draws the same arrivals, and sends them to these nodes only. */
    public static List<Arrival> draw(Scenario scenario, Duration length, List<Integer> on) {
        return draw(scenario, length).stream()
                .map(each ->
                        new Arrival(each.atNanos(), each.keyClass(), each.number(), on.get(each.node() % on.size())))
                .toList();
    }

    /** Reads every product key once, all at the same instant, so that the entries are written together. */
    public static List<Arrival> productBurst(Scenario scenario) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int number = 0; number < scenario.load().productKeys(); number++) {
            arrivals.add(new Arrival(0, KeyClass.PRODUCT, number, number % scenario.nodes()));
        }
        return arrivals;
    }

    private static long next(Random random, double rate) {
        return (long) (-Math.log(1 - random.nextDouble()) / rate * 1e9);
    }

    private static KeyClass keyClass(double drawn, Scenario.Load load) {
        if (drawn < load.hot()) {
            return KeyClass.HOT;
        }
        return drawn < load.hot() + load.products() ? KeyClass.PRODUCT : KeyClass.ABSENT;
    }
}
