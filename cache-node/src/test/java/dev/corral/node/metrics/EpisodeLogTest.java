package dev.corral.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.probe.Event;
import dev.corral.guard.probe.Events;
import dev.corral.guard.probe.Quantity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A frequent event is counted every time, and logged when its episode begins and when it is over. */
class EpisodeLogTest {

    private static final Logger LOG = Logger.getLogger(EpisodeLog.class.getName());

    private final List<Event> counted = new ArrayList<>();
    private final List<Quantity> observed = new ArrayList<>();
    private final Deque<Runnable> timers = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Handler handler = new Told();
    private final EpisodeLog spells = new EpisodeLog(new Counting(), "lock", (after, task) -> timers.add(task));

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(handler);
    }

    @Test
    void manyOfAKind_areToldOnceAndCountedEach() {
        for (int each = 0; each < 10; each++) {
            spells.happened(Event.FENCED_OUT);
        }
        assertThat(counted).hasSize(10);
        assertThat(told).hasSize(1).first().asString().contains("Writes of cache lock are refused");
        assertThat(timers).hasSize(1);
    }

    @Test
    void spell_isOverAfterAQuietWhileAndTheNextOneIsToldAgain() {
        spells.happened(Event.LEASE_LOST);
        spells.happened(Event.LEASE_LOST);
        timers.poll().run();
        assertThat(told).as("one more came meanwhile").hasSize(1);
        timers.poll().run();
        assertThat(told).hasSize(2).last().asString().contains("Ended after 2 events");
        assertThat(timers).isEmpty();
        spells.happened(Event.LEASE_LOST);
        assertThat(told).hasSize(3);
    }

    @Test
    void everydayEvents_areCountedAndNotTold() {
        spells.happened(Event.LOCK_GRANTED);
        spells.observed(Quantity.REBUILD_SECONDS, 1);
        assertThat(counted).containsExactly(Event.LOCK_GRANTED);
        assertThat(observed).containsExactly(Quantity.REBUILD_SECONDS);
        assertThat(told).isEmpty();
        assertThat(timers).isEmpty();
    }

    private final class Counting implements Events {
        @Override
        public void happened(Event event) {
            counted.add(event);
        }

        @Override
        public void observed(Quantity quantity, double value) {
            observed.add(quantity);
        }
    }

    private final class Told extends Handler {
        @Override
        public void publish(LogRecord line) {
            told.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
