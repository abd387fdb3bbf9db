package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A trial whose caches are tried at the same time. Each cache receives the same reads and is counted by itself, and the
 * load is so small that none slows another down.
 */
interface SideBySide extends Trial {

    /** Does the harm to healthy caches and counts its effect on each. */
    Map<String, Seen> count(List<String> caches, Stage stage) throws InterruptedException, IOException;

    @Override
    default Map<String, Seen> run(List<String> caches, Stage stage) throws InterruptedException, IOException {
        return stage.health().before(caches, () -> count(caches, stage));
    }

    @Override
    default Duration time(Scenario scenario, int caches) {
        return time(scenario).plus(HEALING);
    }

    static <T> Map<String, Seen> each(Map<String, T> counted, Function<T, Seen> seen) {
        Map<String, Seen> all = new LinkedHashMap<>();
        counted.forEach((cache, counts) -> all.put(cache, seen.apply(counts)));
        return all;
    }
}
