package dev.corral.node.rest;

import dev.corral.node.cache.Caches;
import dev.corral.node.cache.Description;
import dev.corral.node.cache.NamedCache;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;

/** The resource of the named caches: the layers of each, outermost first, and their numeric settings. */
@Singleton
@NonBlocking
@Path("/caches")
public final class CachesResource {

    private final Caches caches;

    CachesResource(Caches caches) {
        this.caches = caches;
    }

    @GET
    public List<Description> all() {
        return caches.all().stream().map(NamedCache::description).toList();
    }

    @GET
    @Path("/{cache}")
    public Description one(@PathParam("cache") String cache) {
        return caches.named(cache)
                .map(NamedCache::description)
                .orElseThrow(() -> new ProblemException(Problems.unknownCache()));
    }
}
