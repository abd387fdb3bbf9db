package dev.corral.node.metrics;

import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Logs when certain events begin and when they are over, one line each, however many there are. It is placed in front
 * of the counters of a cache, which count every event.
 */
public final class EpisodeLog implements Events {

    private static final Logger LOG = Logger.getLogger(EpisodeLog.class);
    /** The time without an event after which the episode is over. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final Map<Event, String> TOLD = Map.of(
            Event.LEASE_LOST, "Leases of cache %s are lost during loads: this node was paused, or Redis has lost them",
            Event.FENCED_OUT, "Writes of cache %s are refused: something newer was written during the load",
            Event.SHED, "Loads of cache %s are refused: the gate and its queue are full",
            Event.SHED_LATE,
                    "Loads of cache %s are refused because this node is late: an event loop was busy for more than 100 ms",
            Event.INVALIDATION_PENDING,
                    "Invalidations of cache %s are pending: Redis does not accept them; the node retries them",
            Event.INVALIDATION_DROPPED,
                    "Invalidations of cache %s are dropped: Redis does not accept them, and too many are pending");

    private final Events next;
    private final String cache;
    private final BiConsumer<Duration, Runnable> later;
    private final Map<Event, Spell> spells = new EnumMap<>(Event.class);

    /** @param later runs a short task after a delay */
    public EpisodeLog(Events next, String cache, BiConsumer<Duration, Runnable> later) {
        this.next = next;
        this.cache = cache;
        this.later = later;
        TOLD.forEach((event, what) -> spells.put(event, new Spell(String.format(Locale.ROOT, what, cache))));
    }

    @Override
    public void happened(Event event) {
        next.happened(event);
        Spell spell = spells.get(event);
        if (spell != null) {
            spell.happened();
        }
    }

    @Override
    public void observed(Quantity quantity, double value) {
        next.observed(quantity, value);
    }

    /** One kind of event, from its first occurrence to its last. */
    private final class Spell {
        private final String what;
        private final AtomicLong count = new AtomicLong();
        private final AtomicBoolean begun = new AtomicBoolean();

        Spell(String what) {
            this.what = what;
        }

        void happened() {
            count.incrementAndGet();
            if (begun.compareAndSet(false, true)) {
                LOG.warn(what);
                later.accept(QUIET, () -> look(1));
            }
        }

        private void look(long before) {
            long now = count.get();
            if (now > before) {
                later.accept(QUIET, () -> look(now));
                return;
            }
            count.addAndGet(-now);
            begun.set(false);
            LOG.infof("Ended after %d events: %s", now, what);
        }
    }
}
