package dev.corral.origin.faults;

import dev.corral.origin.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The faults that are active, and the queries that a freeze holds back.
 *
 * <p>Each query has one random number, its lot, drawn when a worker begins to serve it. Lot and fault together decide
 * whether the fault affects the query, so that every check has the same result. It belongs to the origin's timeline.
 */
public final class Faults {

    static final int MAX_ACTIVE = 16;

    private final Timeline timeline;
    private final RandomGenerator random;
    private final List<Active> active = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private long begun;

    /** An active fault. */
    public record Active(Fault fault, long number, long endsAtNanos) {

        private boolean hits(String key, long lot) {
            return (fault.key() == null || fault.key().equals(key))
                    && new SplittableRandom(lot ^ number).nextDouble() < fault.share();
        }
    }

    private record Held(String key, long lot, Runnable resume) {}

    public Faults(Timeline timeline, RandomGenerator random) {
        this.timeline = timeline;
        this.random = random;
    }

    public void begin(Fault fault) {
        if (active.size() >= MAX_ACTIVE) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "At most %d faults can be active; end them with DELETE /faults.", MAX_ACTIVE));
        }
        active.add(new Active(fault, ++begun, timeline.nanos() + fault.span().toNanos()));
        timeline.after(fault.span(), this::endExpired);
    }

    /** Ends all faults, and returns how many there were. */
    public int endAll() {
        int ended = active.size();
        active.clear();
        thaw();
        return ended;
    }

    public List<Active> active() {
        return List.copyOf(active);
    }

    public Duration timeLeft(Active fault) {
        return Duration.ofNanos(fault.endsAtNanos() - timeline.nanos());
    }

    public long drawLot() {
        return random.nextLong();
    }

    /** The factor of the service time; the factors of several faults are multiplied. */
    public double slowness(String key, long lot) {
        return hitting(Fault.Kind.SLOW, key, lot)
                .mapToDouble(hit -> hit.fault().factor())
                .reduce(1, (one, other) -> one * other);
    }

    /** The kind of fault that spoils the answer; of several faults, the one that began first. */
    public Optional<Fault.Kind> spoiling(String key, long lot) {
        return active.stream()
                .filter(one -> one.fault().kind().spoilsAnswer() && one.hits(key, lot))
                .map(one -> one.fault().kind())
                .findFirst();
    }

    /** Runs the step at once, or when the last freeze that affects the query has ended. */
    public void whenThawed(String key, long lot, Runnable resume) {
        if (hitting(Fault.Kind.FREEZE, key, lot).findAny().isPresent()) {
            held.add(new Held(key, lot, resume));
        } else {
            resume.run();
        }
    }

    private Stream<Active> hitting(Fault.Kind kind, String key, long lot) {
        return active.stream().filter(one -> one.fault().kind() == kind && one.hits(key, lot));
    }

    private void endExpired() {
        active.removeIf(one -> one.endsAtNanos() <= timeline.nanos());
        thaw();
    }

    private void thaw() {
        List<Held> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(one -> whenThawed(one.key(), one.lot(), one.resume()));
    }
}
