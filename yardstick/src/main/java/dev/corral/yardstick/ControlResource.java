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

/**
 * The settings of the controls, and a control that returns the response as a resource of the framework, to measure what
 * the framework costs by itself.
 */
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

    /** Sets the response that the controls return: the one that the node has returned from this cache. */
    @PUT
    @Path("/{cache}")
    public void give(@PathParam("cache") String cache, @Context HttpHeaders told, byte[] bytes) {
        model.set(Model.of(cache, told, bytes));
    }
}
