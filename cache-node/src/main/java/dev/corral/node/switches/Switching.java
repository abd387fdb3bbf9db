package dev.corral.node.switches;

import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.redis.FleetDocument;
import dev.corral.guard.redis.FleetDocument.View;
import dev.corral.guard.runtime.Environment;
import dev.corral.node.cache.Caches;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.switches.Document.Step;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * The run-time switches of this node. It follows the document that the fleet shares through Redis, applies each new
 * revision, and reports the revision that it has applied.
 *
 * <p>The document with the highest revision is in force. If Redis has an older one, or none, the node writes its own
 * back.
 */
public final class Switching {

    private static final Logger LOG = Logger.getLogger(Switching.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_POLL = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(100);
    /** How long a node that starts waits for Redis before it is ready with its configuration. */
    private static final Duration LONGEST_START = Duration.ofSeconds(5);
    /** How long a switch waits until all live nodes have confirmed it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final int LARGEST_TEXT = 256 * 1024;
    private static final Author CONFIGURATION = new Author("configuration", "corral.switches.ended-through");

    private final Caches caches;
    private final SwitchRules rules;
    private final FleetDocument shared;
    private final Environment environment;
    private final boolean enabled;
    private final long ended;
    private volatile Document document = Document.EMPTY;
    private volatile String text = "";
    private volatile String problem = "";
    private volatile boolean read;
    private volatile boolean stopped;
    private volatile long startEndNanos;

    /**
     * @param enabled whether the node has switches at all; if not, it never reads the document
     * @param ended the revision up to which switches are ended
     */
    public Switching(
            Caches caches,
            SwitchRules rules,
            FleetDocument shared,
            Environment environment,
            boolean enabled,
            long ended) {
        this.caches = caches;
        this.rules = rules;
        this.shared = shared;
        this.environment = environment;
        this.enabled = enabled;
        this.ended = ended;
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** Starts to follow the document. */
    public void begin() {
        startEndNanos = environment.clock().nanos() + LONGEST_START.toNanos();
        if (enabled) {
            later(Duration.ZERO);
        }
    }

    public void stop() {
        stopped = true;
    }

    /** Whether the node has read the document, or no longer waits for it. */
    public boolean isReady() {
        return !enabled || read || environment.clock().passed(startEndNanos);
    }

    /** The document that this node has applied. */
    public Document document() {
        return document;
    }

    /** The switches that are in force. */
    public Switches switches() {
        return document.switches(ended);
    }

    /** Why this node could not apply all switches, in one sentence; empty if it could. */
    public String problem() {
        return problem;
    }

    private void later(Duration after) {
        if (!stopped) {
            Runnable poll = () -> environment.loops().detached(this::poll);
            environment.scheduler().schedule(poll, after.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void poll() {
        fleet().subscribe()
                .with(
                        fleet -> {
                            read = true;
                            later(POLL);
                        },
                        failure -> later(isReady() ? POLL : FIRST_POLL));
    }

    /** Reports to the fleet, applies the document that it has, and returns its nodes. */
    public Uni<Fleet> fleet() {
        return report().map(Fleet::of);
    }

    private Uni<View> report() {
        return Uni.createFrom()
                .deferred(() -> shared.report(NodeState.note(document.revision(), problem)))
                .invoke(view -> follow(view.text()));
    }

    private void follow(String stored) {
        adopt(stored);
        if (document.revision() <= ended && !document.switches().isNone()) {
            end(stored);
        }
    }

    /** Applies a document, unless this node has a newer one; that is then written back. */
    private synchronized void adopt(String stored) {
        if (stored.equals(text)) {
            return;
        }
        Document other = DocumentJson.read(stored);
        if (other.revision() < document.revision()) {
            writeBack(stored);
            return;
        }
        text = stored;
        document = other;
        apply();
    }

    private void writeBack(String stored) {
        long revision = document.revision();
        shared.replace(stored, text)
                .subscribe()
                .with(
                        lost -> {
                            if (lost.isEmpty()) {
                                LOG.infof("Switches of revision %d are written back to Redis", revision);
                            }
                        },
                        failure -> {});
    }

    /** Ends the switches in the shared document too, so that nodes with an older configuration end them as well. */
    private void end(String stored) {
        Step step =
                new Step(CONFIGURATION, "end the switches through revision " + ended, Switches.NONE, Optional.empty());
        String next = DocumentJson.write(document.next(
                ended, document.switches(), step, environment.clock().micros()));
        shared.replace(stored, next).subscribe().with(lost -> adopt(lost.orElse(next)), failure -> {});
    }

    private void apply() {
        Switches switches = switches();
        List<String> problems = new ArrayList<>();
        rules.applyGate(switches);
        for (NamedCache cache : caches.all()) {
            try {
                rules.apply(cache, switches);
            } catch (IllegalArgumentException contradiction) {
                problems.add("cache " + cache.name() + " has its configuration: " + contradiction.getMessage());
            }
        }
        problem = String.join("; ", problems);
        log();
    }

    private void log() {
        String last = document.last().map(Change::toString).orElse("revision " + document.revision());
        if (problem.isEmpty()) {
            LOG.infof("Switches are applied: %s", last);
        } else {
            LOG.warnf("Switches are not applied completely: %s: %s", last, problem);
        }
    }

    /**
     * Changes the switches of the fleet, and waits until each live node has applied them, at most 5 s.
     *
     * @param what the change as the command line writes it
     * @return fails with an {@link IllegalArgumentException} if a rule is broken, and with a {@link Conflict} if another
     *     switch was made at the same moment; nothing is changed then
     */
    public Uni<Outcome> change(Author author, String what, UnaryOperator<Switches> edit) {
        return change(current -> new Step(author, what, edit.apply(current.switches(ended)), Optional.empty()));
    }

    /**
     * Changes the switches of one cache, as {@link #change(Author, String, UnaryOperator)}.
     *
     * @param edit receives the cache's switches
     */
    public Uni<Outcome> change(Author author, String what, NamedCache cache, UnaryOperator<CacheSwitches> edit) {
        return change(author, what, current -> current.with(cache.name(), edit.apply(current.of(cache.name()))));
    }

    /**
     * Puts back the switches from before another one.
     *
     * @param revision the other one; if empty, the latest that is not undone
     */
    public Uni<Outcome> undo(Author author, Optional<Long> revision) {
        return change(current -> current.undo(revision, author));
    }

    private Uni<Outcome> change(Function<Document, Step> edit) {
        return report().chain(view -> {
            Document current = document;
            Switches before = current.switches(ended);
            Step step = edit.apply(current);
            rules.check(before, step.switches());
            return store(
                    view.text(),
                    current.next(ended, before, step, environment.clock().micros()));
        });
    }

    private Uni<Outcome> store(String expected, Document next) {
        String written = DocumentJson.write(next);
        if (written.length() > LARGEST_TEXT) {
            throw new IllegalArgumentException("the switches of the fleet would have " + written.length()
                    + " characters; they must have at most " + LARGEST_TEXT + ": undo some");
        }
        return shared.replace(expected, written).chain(winner -> {
            if (winner.isPresent()) {
                throw new Conflict(DocumentJson.read(winner.get()));
            }
            adopt(written);
            return confirmed(next, environment.clock().nanos() + LONGEST_WAIT.toNanos());
        });
    }

    private Uni<Outcome> confirmed(Document next, long endNanos) {
        return fleet().onFailure().recoverWithItem(Fleet.UNKNOWN).chain(fleet -> {
            boolean isKnown = !fleet.nodes().isEmpty();
            if (isKnown && (fleet.silent(next.revision()).isEmpty() || isOver(endNanos))) {
                return Uni.createFrom().item(new Outcome(next, fleet));
            }
            return isOver(endNanos)
                    ? Uni.createFrom().failure(unconfirmed(next))
                    : pause().chain(() -> confirmed(next, endNanos));
        });
    }

    private static StoreUnavailable unconfirmed(Document next) {
        return new StoreUnavailable(
                "revision " + next.revision()
                        + " is stored and applied on this node, but Redis has not answered since then: ask for the status"
                        + " when it is back",
                null);
    }

    private boolean isOver(long endNanos) {
        return environment.clock().passed(endNanos);
    }

    private Uni<Void> pause() {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .onExecutor(environment.scheduler())
                .by(LOOK);
    }
}
