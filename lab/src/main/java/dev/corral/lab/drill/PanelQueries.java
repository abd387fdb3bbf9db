package dev.corral.lab.drill;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.fleet.PrometheusApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The queries of all panels that have not returned data yet, each of which is tried again and again during a drill. */
final class PanelQueries implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(4);

    /** Windows of hours and days, written out or in the name of a recording rule. */
    private static final Pattern OF_HOURS = Pattern.compile("\\[\\d+[hdw]|ratio_(?:1h|2h|6h|1d|3d)\\b");

    private final PrometheusApi api;
    private final Set<Boards.Query> silent = new LinkedHashSet<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("panel queries").factory());

    PanelQueries(Boards boards, PrometheusApi api) {
        this.api = api;
        silent.addAll(boards.queries());
    }

    void begin() {
        timer.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tries each query that has not returned data yet. */
    void look() {
        for (Boards.Query each : copy()) {
            if (hasData(each)) {
                remove(each);
            }
        }
    }

    private boolean hasData(Boards.Query query) {
        try {
            return !api.query(Variables.fill(query.expression(), Variables.ALL)).isEmpty();
        } catch (LabException refused) {
            return false;
        }
    }

    private synchronized List<Boards.Query> copy() {
        return List.copyOf(silent);
    }

    private synchronized void remove(Boards.Query query) {
        silent.remove(query);
    }

    /** The queries that have not returned data, without those whose windows are hours. */
    List<String> silent() {
        List<String> names = new ArrayList<>();
        copy().stream()
                .filter(each -> !OF_HOURS.matcher(each.expression()).find())
                .forEach(each -> names.add(each.name() + ": " + each.expression()));
        return names;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
