package dev.corral.yardstick;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;

/** What the controls imitate, and the same answer once more as a resource of the framework's: what that costs by itself. */
@Singleton
@Path("/caches")
public final class ControlResource {

    private final ModelHolder model;

    ControlResource(ModelHolder model) {
        this.model = model;
    }

    @GET
    @Path("/resource/{key:[^/]*}")
    public Uni<RestResponse<Object>> get(@PathParam("key") @Encoded String key, @Context HttpHeaders headers) {
        return Uni.createFrom().item(model.get().response());
    }

    /** From now on the controls answer as the node has answered from this cache. */
    @PUT
    @Path("/{cache}")
    public void give(@PathParam("cache") String cache, @Context HttpHeaders told, byte[] bytes) {
        model.set(Model.of(cache, told, bytes));
    }
}
