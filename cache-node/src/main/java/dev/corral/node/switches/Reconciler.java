package dev.corral.node.switches;

import dev.corral.guard.redis.FleetDocument.View;
import dev.corral.guard.runtime.Environment;
import dev.corral.node.switches.Document.Step;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Follows the document of switches that the fleet shares: applies each new revision to this node, and reports the
 * revision that it has applied.
 *
 * <p>The document with the highest revision is in force. If Redis has an older one, or none, the node writes its own
 * back.
 */
public final class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration FIRST_POLL = Duration.ofMillis(100);
    /** How long a node that starts waits for Redis before it is ready with its configuration. */
    private static final Duration LONGEST_START = Duration.ofSeconds(5);

    private static final Author CONFIGURATION = new Author("configuration", "corral.switches.ended-through");

    private final SwitchRules rules;
    private final SharedDocument shared;
    private final Environment environment;
    private final boolean enabled;
    private final long ended;
    private final long startEndNanos;
    private volatile Applied applied = Applied.NOTHING;
    private volatile boolean read;
    private volatile boolean stopped;

    /** The text of the applied document. Guarded by this. */
    private String text = "";

    /**
     * @param enabled whether the node has switches at all; if not, it never reads the document
     * @param ended the revision up to which switches are ended
     */
    public Reconciler(
            SwitchRules rules, SharedDocument shared, Environment environment, boolean enabled, long ended) {
        this.rules = rules;
        this.shared = shared;
        this.environment = environment;
        this.enabled = enabled;
        this.ended = ended;
        this.startEndNanos = environment.clock().nanos() + LONGEST_START.toNanos();
    }

    /** Starts to follow the document. */
    public void begin() {
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

    /** What this node has applied. */
    public Applied applied() {
        return applied;
    }

    private void later(Duration after) {
        if (!stopped) {
            Runnable poll = () -> environment.loops().detached(this::poll);
            environment.scheduler().schedule(poll, after.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void poll() {
        report().subscribe()
                .with(
                        view -> {
                            read = true;
                            later(POLL);
                        },
                        failure -> later(isReady() ? POLL : FIRST_POLL));
    }

    /** Reports to the fleet, applies the document that it has, and returns its nodes. */
    public Uni<Fleet> fleet() {
        return report().map(Fleet::of);
    }

    /** Reports to the fleet, applies the document that it has, and returns what Redis has answered. */
    Uni<View> report() {
        return Uni.createFrom()
                .deferred(() -> shared.report(applied.note()))
                .invoke(view -> follow(view.text()));
    }

    private void follow(String stored) {
        adopt(stored);
        Document current = applied.document();
        if (current.revision() <= ended && !current.switches().isNone()) {
            end(stored, current);
        }
    }

    /** Applies a document, unless this node has a newer one; that is then written back. */
    synchronized void adopt(String stored) {
        if (stored.equals(text)) {
            return;
        }
        Document other = parsed(stored);
        if (other.revision() < applied.document().revision()) {
            writeBack(stored);
            return;
        }
        Switches switches = other.switches(ended);
        // Published when it is applied, so that no report confirms a revision too early.
        applied = new Applied(other, switches, rules.apply(switches));
        text = stored;
        log(applied);
    }

    private static Document parsed(String stored) {
        Document document = DocumentJson.read(stored);
        if (document.revision() == 0 && !stored.isEmpty()) {
            LOG.warn("Switches in Redis are unreadable, and are treated as none");
        }
        return document;
    }

    private void writeBack(String stored) {
        long revision = applied.document().revision();
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
    private void end(String stored, Document current) {
        Step step =
                new Step(CONFIGURATION, "end the switches through revision " + ended, Switches.NONE, Optional.empty());
        String next = DocumentJson.write(next(current, current.switches(), step));
        shared.replace(stored, next).subscribe().with(lost -> adopt(lost.orElse(next)), failure -> {});
    }

    /**
     * Returns the document after a change.
     *
     * @param before the switches that an undo of the change puts back
     */
    Document next(Document current, Switches before, Step step) {
        return DocumentJson.fitted(
                current.next(ended, before, step, environment.clock().micros()));
    }

    private static void log(Applied applied) {
        Document document = applied.document();
        String last = document.last().map(Change::toString).orElse("revision " + document.revision());
        if (applied.problem().isEmpty()) {
            LOG.infof("Switches are applied: %s", last);
        } else {
            LOG.warnf("Switches are not applied completely: %s: %s", last, applied.problem());
        }
    }
}
