package dev.corral.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.guard.layer.EntryWriter;
import dev.corral.guard.layer.Fill;
import dev.corral.guard.lock.FleetLock;
import dev.corral.guard.policy.Expiry;
import dev.corral.guard.policy.Staleness;
import dev.corral.guard.policy.Verdict;
import dev.corral.guard.probe.Event;
import dev.corral.guard.redis.testing.ConnectedStore;
import dev.corral.guard.redis.testing.Eventually;
import dev.corral.guard.redis.testing.RedisServerExtension;
import dev.corral.guard.runtime.Environment;
import dev.corral.guard.testing.HeldOrigin;
import dev.corral.guard.testing.Recorder;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** lock -> fill on two nodes and a real Redis: the events that end the wait of a waiter. */
class FleetWakeTest {

    private static final int ROUNDS = 50;
    private static final Duration LONG_LEASE = Duration.ofSeconds(10);
    private static final Duration SHORT_LEASE = Duration.ofSeconds(1);

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private final HeldOrigin origin = new HeldOrigin();
    private final Recorder events = new Recorder();
    private ConnectedStore holder;
    private ConnectedStore waiter;

    @BeforeEach
    void connect() {
        holder = connect("holder");
        waiter = connect("waiter");
    }

    @AfterEach
    void close() {
        holder.close();
        waiter.close();
    }

    @Test
    void waiters_areWokenByPushLongBeforeTheirTimers() {
        List<Long> wakesNanos = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Key key = new Key("wake", "key-" + round);
            UniAssertSubscriber<Answer> leads = get(chain(holder, LONG_LEASE), key);
            Eventually.holds("the holder loads", () -> origin.inProgress() == 1);
            UniAssertSubscriber<Answer> waits = get(chain(waiter, LONG_LEASE), key);
            int waited = round + 1;
            Eventually.holds("the other waits", () -> events.count(Event.LOCK_WAITED) == waited);

            origin.answer("v");
            leads.awaitItem();
            long publishedNanos = System.nanoTime();
            waits.awaitItem(LONG_LEASE);
            wakesNanos.add(System.nanoTime() - publishedNanos);
        }
        assertThat(origin.queries()).isEqualTo(ROUNDS);
        assertThat(wakesNanos.stream().sorted().toList().get(ROUNDS / 2))
                .isLessThan(Duration.ofMillis(100).toNanos());
    }

    @Test
    void pushConnectionKilled_timersTakeOverThenPushesAreBack() {
        Key key = new Key("wake", "unheard");
        get(chain(holder, SHORT_LEASE), key);
        Eventually.holds("the holder loads", () -> origin.inProgress() == 1);
        UniAssertSubscriber<Answer> waits = get(chain(waiter, SHORT_LEASE), key);
        Eventually.holds("the other waits", () -> events.count(Event.LOCK_WAITED) == 1);

        killPushConnections();
        Eventually.holds("the loss is noticed", () -> !waiter.store.pushLive());
        origin.answer("v");

        assertThat(HeldOrigin.text(waits.awaitItem(Duration.ofSeconds(10)).getItem()))
                .isEqualTo("v");
        Eventually.holds("pushes are back", () -> waiter.store.pushLive() && holder.store.pushLive());
    }

    private static void killPushConnections() {
        REDIS.command("CLIENT", "LIST")
                .toString()
                .lines()
                .filter(line -> line.contains(" flags=t"))
                .map(line -> line.substring(3, line.indexOf(' ')))
                .forEach(id -> REDIS.command("CLIENT", "KILL", "ID", id));
    }

    private ConnectedStore connect(String name) {
        RedisStoreSettings settings = RedisStoreSettings.of("corral", name)
                .withStoreTimeout(Duration.ofSeconds(2))
                .withHeartbeat(Duration.ofMillis(300));
        return new ConnectedStore(REDIS.options(), settings).live();
    }

    private Loader chain(ConnectedStore connected, Duration lease) {
        RedisStore store = connected.store;
        Environment environment = Environment.plain(store.clock());
        Fill.Retention retention = new Fill.Retention(
                Expiry.fixed(Duration.ofMinutes(1), Staleness.NONE),
                key -> Optional.of(Limits.hard(Duration.ofMinutes(1))),
                1 << 20);
        Fill fill = new Fill(origin, retention, EntryWriter.fenced(store, events), store.clock(), events);
        FleetLock.Times times = new FleetLock.Times(lease, Duration.ofSeconds(30), Duration.ofSeconds(20));
        return new FleetLock(fill, Verdict.ofKey(), times, store, environment, events);
    }

    private static UniAssertSubscriber<Answer> get(Loader chain, Key key) {
        return chain.load(Request.of(key)).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
