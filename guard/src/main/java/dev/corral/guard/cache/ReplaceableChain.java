package dev.corral.guard.cache;

import dev.corral.guard.chain.LayerName;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import io.smallrye.mutiny.Uni;

/** The current chain of one cache, which can be replaced while requests run, and the loads of all its chains. */
final class ReplaceableChain {

    private final ChainFactory chains;
    private final Loader miss;
    private volatile Chain current;

    /** The loads of all replaced chains that have not ended. */
    private volatile ReplacedLoads retired = ReplacedLoads.NONE;

    /** @param miss loads a request that the read part of a chain does not answer */
    ReplaceableChain(ChainFactory chains, CacheConfig config, Loader miss) {
        this.chains = chains;
        this.miss = miss;
        this.current = chains.build(config, ReplacedLoads.NONE, miss);
    }

    Chain current() {
        return current;
    }

    Description description() {
        return chains.describe(current.config());
    }

    /** Replaces the chain. Loads in progress continue in the chain in which they began. */
    synchronized void replace(CacheConfig config) {
        Chain old = current;
        boolean writesAlike = old.config().has(LayerName.LOCK) == config.has(LayerName.LOCK);
        ReplacedLoads before = writesAlike ? old.before() : old.before().and(old.running());
        retired = retired.and(old.running());
        current = chains.build(config, before, miss);
        // Closed only now, because a load that finds the old chain closed uses the new one.
        old.running().close();
    }

    /** Loads through the chain that is current when the load begins. */
    Uni<Answer> load(Request request) {
        return Uni.createFrom().deferred(() -> {
            Chain chain = current;
            while (!chain.running().begin()) {
                chain = current;
            }
            return loadIn(chain, request);
        });
    }

    private static Uni<Answer> loadIn(Chain chain, Request request) {
        Uni<Answer> loading;
        try {
            loading = chain.load().load(request);
        } catch (Throwable broken) {
            chain.running().end();
            throw broken;
        }
        return loading.onTermination().invoke(() -> chain.running().end());
    }

    /** Whether a load of any chain is in progress, including one whose caller has cancelled. */
    boolean isLoading() {
        return current.running().any() || !retired.areOver();
    }
}
