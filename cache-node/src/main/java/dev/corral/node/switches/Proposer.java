package dev.corral.node.switches;

import dev.corral.guard.runtime.Environment;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.switches.Document.Step;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Changes the switches of the fleet, and waits until each live node has applied them.
 *
 * <p>A change fails with an {@link IllegalArgumentException} if a rule is broken, with a {@link Conflict} if another
 * switch was made at the same moment, and with a {@link dev.corral.guard.core.LoadFailure} if Redis cannot be used;
 * nothing is changed then. It fails with {@link Unconfirmed} if Redis stops answering in between.
 */
public final class Proposer {

    private final Reconciler reconciler;
    private final SwitchRules rules;
    private final SharedDocument shared;
    private final Environment environment;

    public Proposer(Reconciler reconciler, SwitchRules rules, SharedDocument shared, Environment environment) {
        this.reconciler = reconciler;
        this.rules = rules;
        this.shared = shared;
        this.environment = environment;
    }

    /**
     * Changes the switches.
     *
     * @param what the change as the command line writes it
     * @param edit receives the switches that are in force
     */
    public Uni<Outcome> change(Author author, String what, UnaryOperator<Switches> edit) {
        return propose(current -> new Step(author, what, edit.apply(current.switches()), Optional.empty()));
    }

    /**
     * Changes the switches of one cache.
     *
     * @param what the change as the command line writes it
     * @param edit receives the switches of the cache that are in force
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
        return propose(current -> current.document().undo(revision, author));
    }

    private Uni<Outcome> propose(Function<Applied, Step> edit) {
        return Uni.createFrom()
                .deferred(() -> new Proposal(reconciler, rules, shared, environment, edit).outcome());
    }
}
