package dev.corral.lab.fault;

import dev.corral.lab.ending.Patience;
import dev.corral.lab.experiment.Counted;
import dev.corral.lab.experiment.Counts;
import dev.corral.lab.experiment.Stage;
import dev.corral.lab.fleet.Leak;
import dev.corral.lab.fleet.Usage;
import dev.corral.lab.load.Arrival;
import dev.corral.lab.load.KeyClass;
import dev.corral.lab.load.Reads;
import dev.corral.lab.load.Schedule;
import dev.corral.lab.measure.Check;
import dev.corral.lab.scenario.Rung;
import dev.corral.lab.text.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Half an hour of steady load, after each minute of which the resources of the nodes are read. There is no fault: a
 * fleet that runs for long must not need more and more of anything. The control is a process that leaks all of it.
 */
final class Soak implements Fault {

    static final String NAME = "soak";

    /** The control is a tenth as long: its process leaks ten times as fast as would be noticed in half an hour. */
    private static final int CONTROL_SHARE = 10;

    private static final int READINGS = 30;
    private static final Duration APART = Duration.ofMinutes(1);
    private static final String CACHE = Rung.FULL.cache();
    private static final int NEW_PER_SECOND = 60;
    private static final double KIB_A_MB = 1e6 / 1_024;

    /** A resource of one process or of Redis, and the largest growth that is not a leak. */
    enum Resource {
        RESIDENT("resident memory, MB", 10, usage -> usage.residentKiB() / KIB_A_MB),
        HEAP("heap after a collection, MB", 4, usage -> usage.heapKiB() / KIB_A_MB),
        DESCRIPTORS("open descriptors", 16, Usage::descriptors),
        THREADS("threads", 4, Usage::threads),
        LOG("bytes of the log", 16_384, Usage::logBytes),
        KEYS("keys in Redis", 500, usage -> 0);

        private final String text;
        private final double most;
        private final ToDoubleFunction<Usage> of;

        Resource(String text, double most, ToDoubleFunction<Usage> of) {
            this.text = text;
            this.most = most;
            this.of = of;
        }

        String text() {
            return text;
        }

        double most() {
            return most;
        }

        private String of(int node) {
            return "node " + (node + 1) + ": " + text;
        }
    }

    @Override
    public About about() {
        return new About(
                NAME,
                "nothing breaks: the fleet is under steady load for half an hour, a part of it reads of new keys",
                "no failed request, and no memory, descriptor, thread, Redis key or log byte more after ten minutes",
                "a process that leaks all of it, for a tenth of the time");
    }

    @Override
    public Optional<String> unfit(Stage stage) {
        return Usage.isReported()
                ? Optional.empty()
                : Optional.of("this system or its JDK does not report the resources of a process (/proc, jcmd)");
    }

    @Override
    public Counts run(Side side, Stage stage) throws InterruptedException, IOException {
        return side == Side.CURE ? underLoad(stage) : leaking(stage);
    }

    private static Counts underLoad(Stage stage) throws InterruptedException, IOException {
        List<List<Usage>> usages = new ArrayList<>();
        List<Double> keys = new ArrayList<>();
        Counts seen = Counts.NOTHING;
        for (int reading = 0; reading < READINGS; reading++) {
            stage.origin().emptyLedger();
            Counted counted = stage.begin(CACHE, arrivals(stage)).await();
            seen = seen.plus(Counts.of(counted));
            stage.requireAlive();
            usages.add(IntStream.range(0, stage.nodes())
                    .mapToObj(node -> stage.node(node).usage())
                    .toList());
            keys.add((double) stage.redis().client().keys());
        }
        return grown(seen, usages, keys);
    }

    private static List<Arrival> arrivals(Stage stage) {
        List<Arrival> all = new ArrayList<>(Schedule.draw(stage.scenario(), APART));
        int keys = (int) (NEW_PER_SECOND * APART.toSeconds());
        all.addAll(Reads.each(KeyClass.PRODUCT, stage.freshKeys(keys), keys, NEW_PER_SECOND, stage.nodes()));
        all.sort(Comparator.comparingLong(Arrival::atNanos));
        return all;
    }

    /** Reads the resources of a leaking process; the fleet's own keys are removed, because they expire meanwhile. */
    private static Counts leaking(Stage stage) {
        stage.redis().client().flush();
        List<List<Usage>> usages = new ArrayList<>();
        List<Double> keys = new ArrayList<>();
        try (Leak leak = Leak.into(stage.redis(), stage.fleet().layout().logs())) {
            for (int reading = 0; reading < READINGS; reading++) {
                Patience.pause(APART.dividedBy(CONTROL_SHARE));
                usages.add(List.of(leak.usage()));
                keys.add((double) stage.redis().client().keys());
            }
        } finally {
            stage.redis().client().flush();
        }
        return grown(Counts.NOTHING, usages, keys);
    }

    /**
     * Adds the growth of each resource: of a node's resources, that of the node with the largest growth.
     *
     * @param usages for each reading, the resources of each process
     */
    static Counts grown(Counts seen, List<List<Usage>> usages, List<Double> keys) {
        int processes = usages.getFirst().size();
        List<Map<String, Double>> readings = new ArrayList<>();
        for (int reading = 0; reading < usages.size(); reading++) {
            readings.add(named(usages.get(reading), keys.get(reading)));
        }
        Growth growth = new Growth(readings);
        Counts counts = seen;
        for (Resource resource : Resource.values()) {
            List<String> names = resource == Resource.KEYS
                    ? List.of(resource.text)
                    : IntStream.range(0, processes).mapToObj(resource::of).toList();
            counts = largest(counts, growth, resource, names);
        }
        return counts;
    }

    private static Map<String, Double> named(List<Usage> usages, double keys) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int process = 0; process < usages.size(); process++) {
            for (Resource resource : Resource.values()) {
                named.put(resource.of(process), resource.of.applyAsDouble(usages.get(process)));
            }
        }
        named.put(Resource.KEYS.text, keys);
        return named;
    }

    private static Counts largest(Counts counts, Growth growth, Resource resource, List<String> names) {
        Counts all = Counts.NOTHING;
        for (String name : names) {
            all = growth.addTo(all, name);
        }
        Counts each = all;
        String most = names.stream()
                .max(Comparator.comparingDouble(name -> each.get(Growth.grown(name))))
                .orElseThrow();
        return counts.and(Growth.early(resource.text), each.get(Growth.early(most)))
                .and(Growth.grown(resource.text), each.get(Growth.grown(most)));
    }

    @Override
    public List<Check> judge(Counts with, Counts control) {
        List<Check> checks = new ArrayList<>(
                List.of(zero("failed requests", with, Counts.FAILED), zero("wrong values", with, Counts.WRONG)));
        for (Resource resource : Resource.values()) {
            checks.add(check(
                    resource.text + ": growth after ten minutes",
                    Text.of("at most %,.0f", resource.most),
                    Text.of(
                            "%s, from %s",
                            with.text(Growth.grown(resource.text)), with.text(Growth.early(resource.text))),
                    isFlat(resource, with)));
        }
        List<String> flat = Arrays.stream(Resource.values())
                .filter(resource -> isFlat(resource, control))
                .map(resource -> resource.text)
                .toList();
        checks.add(harm(
                "growth of every resource",
                flat.isEmpty() ? "of every resource" : "none of " + String.join(", ", flat),
                flat.isEmpty()));
        return checks;
    }

    private static boolean isFlat(Resource resource, Counts seen) {
        return seen.get(Growth.grown(resource.text)) <= resource.most;
    }
}
