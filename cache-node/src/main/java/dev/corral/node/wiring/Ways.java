package dev.corral.node.wiring;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Loader;
import dev.corral.guard.core.Request;
import dev.corral.node.origin.Credentials;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/**
 * A cache's ways to the origin: through everything that keeps and shares, or around it, for a request that says who asks.
 *
 * @param around empty where the cache does not care who asks
 */
record Ways(Loader through, Optional<Loader> around) {

    Uni<Answer> load(Request request) {
        boolean aside = around.isPresent() && Credentials.in(request.fields());
        return (aside ? around.get() : through).load(request);
    }
}
