package dev.corral.lab.experiment;

import dev.corral.lab.load.Lag;
import dev.corral.lab.load.Sample;
import dev.corral.lab.load.VoidRun;
import dev.corral.lab.machine.Contention;
import dev.corral.lab.machine.ProcessorWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The delay of the load generator, the failed requests and the contention for the processors in a measurement. */
public final class Observation {

    private final List<Lag> lags = new ArrayList<>();
    private final Map<Integer, Integer> failures = new TreeMap<>();
    private ProcessorWatch watch = ProcessorWatch.begin();

    Observation() {}

    /** Observes the load generator's delay and the processors anew. */
    public void restart() {
        lags.clear();
        watch = ProcessorWatch.begin();
    }

    void add(List<Sample> samples) {
        lags.add(Lag.of(samples));
        addFailures(samples);
    }

    /** Adds the failed requests of another load generator, whose delay is of no importance. */
    public void addFailures(List<Sample> samples) {
        samples.stream().filter(Sample::failed).forEach(each -> failures.merge(each.status(), 1, Integer::sum));
    }

    /** Returns the number of failed requests by status, which shows what a count consists of, and forgets it. */
    public Map<Integer, Integer> takeFailures() {
        Map<Integer, Integer> taken = new TreeMap<>(failures);
        failures.clear();
        return taken;
    }

    /** The delay of the load generator, if it was so long that the measurement is void; otherwise empty. */
    public Optional<Lag> late() {
        return lags.stream().filter(Lag::tooLong).findFirst();
    }

    public Contention contention() {
        return watch.elapsed();
    }

    /** @throws VoidRun if the load generator fell behind */
    public void requireInTime() {
        late().ifPresent(lag -> VoidRun.require(lag, Contention.NONE));
    }

    /** @throws VoidRun if the fleet's processes had too little processor time */
    public void requireProcessor() {
        VoidRun.require(Lag.of(List.of()), contention());
    }
}
