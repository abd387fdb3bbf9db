package dev.corral.node.switches;

import dev.corral.guard.runtime.Environment;
import dev.corral.guard.runtime.EventLoops.Home;
import dev.corral.node.switches.Document.Step;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Function;

/**
 * One change of the shared document in progress: it replaces the document unless another node has changed it, and then
 * waits until each live node has applied it.
 */
final class Proposal {

    private static final Duration LOOK = Duration.ofMillis(100);

    /** How long a change tries to be stored, and then waits until all live nodes have confirmed it. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Reconciler reconciler;
    private final SwitchRules rules;
    private final SharedDocument shared;
    private final Environment environment;
    private final Function<Applied, Step> edit;
    /** All commands are sent from one event loop, over one connection, so that Redis executes them in order. */
    private final Home home;

    private final long storeEndNanos;

    /** @param edit returns the change of what is in force */
    Proposal(
            Reconciler reconciler,
            SwitchRules rules,
            SharedDocument shared,
            Environment environment,
            Function<Applied, Step> edit) {
        this.reconciler = reconciler;
        this.rules = rules;
        this.shared = shared;
        this.environment = environment;
        this.edit = edit;
        this.home = environment.loops().home();
        this.storeEndNanos = in(LONGEST_WAIT);
    }

    Uni<Outcome> outcome() {
        return reconciler.report().chain(view -> store(view.text(), reconciler.applied()));
    }

    private Uni<Outcome> store(String expected, Applied current) {
        Step step = edit.apply(current);
        rules.check(current.switches(), step.switches());
        Document next = reconciler.next(current.document(), current.switches(), step);
        String text = DocumentJson.write(next);
        DocumentJson.checkLength(text);
        return shared.replace(expected, text)
                .onItemOrFailure()
                .transformToUni((winner, failure) -> {
                    if (failure != null) {
                        return settle(next, failure);
                    }
                    return winner.map(other -> lost(current.document(), DocumentJson.read(other)))
                            .orElseGet(() -> stored(next, text));
                });
    }

    /** A document that is not newer is no other switch: a node has written it back, because Redis had lost it. */
    private Uni<Outcome> lost(Document current, Document winner) {
        return winner.revision() <= current.revision() && !isOver(storeEndNanos) ? outcome() : failed(new Conflict(winner));
    }

    private Uni<Outcome> stored(Document next, String text) {
        reconciler.adopt(text);
        return confirm(next, in(LONGEST_WAIT));
    }

    /** Finds out whether the document was stored although its replacement failed, for example without a reply. */
    private Uni<Outcome> settle(Document next, Throwable failure) {
        return reconciler.fleet().onItemOrFailure().transformToUni((fleet, silence) -> {
            if (silence == null) {
                boolean isStored = reconciler.applied().document().includes(next);
                return isStored ? confirm(next, in(LONGEST_WAIT)) : failed(failure);
            }
            return isOver(storeEndNanos)
                    ? failed(Unconfirmed.perhapsStored(next))
                    : pause().chain(() -> settle(next, failure));
        });
    }

    private Uni<Outcome> confirm(Document next, long endNanos) {
        return reconciler.fleet().onFailure().recoverWithItem(Fleet.UNKNOWN).chain(fleet -> {
            Document current = reconciler.applied().document();
            if (!current.includes(next)) {
                return failed(new Conflict(current));
            }
            boolean isKnown = !fleet.nodes().isEmpty();
            if (isKnown && (fleet.silent(next.revision()).isEmpty() || isOver(endNanos))) {
                return Uni.createFrom().item(new Outcome(next, fleet));
            }
            return isOver(endNanos)
                    ? failed(Unconfirmed.stored(next))
                    : pause().chain(() -> confirm(next, endNanos));
        });
    }

    private static Uni<Outcome> failed(Throwable failure) {
        return Uni.createFrom().failure(failure);
    }

    private long in(Duration time) {
        return environment.clock().nanos() + time.toNanos();
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
                .by(LOOK)
                .emitOn(task -> home.loop().execute(() -> home.context().execute(task)));
    }
}
