package dev.corral.lab.trial;

import dev.corral.lab.experiment.Stage;
import dev.corral.lab.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trial that counts or measures something of the whole fleet, so that its caches are tried one after another. */
interface InTurn extends Trial {

    /** Does the harm to a healthy cache and counts its effect. */
    Seen run(String cache, Stage stage) throws InterruptedException, IOException;

    @Override
    default Map<String, Seen> run(List<String> caches, Stage stage) throws InterruptedException, IOException {
        Map<String, Seen> seen = new LinkedHashMap<>();
        for (String cache : caches) {
            seen.put(cache, stage.health().before(List.of(cache), () -> run(cache, stage)));
        }
        return seen;
    }

    @Override
    default Duration time(Scenario scenario, int caches) {
        return time(scenario).plus(HEALING).multipliedBy(caches);
    }
}
