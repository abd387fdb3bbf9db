package dev.corral.examples.quarkus;

import dev.corral.guard.Cache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** The HTTP resource of prices: GET reads through the cache; PUT writes the row and invalidates its entry. */
@Path("/prices/{item}")
public class PriceResource {

    private final Cache<Price> prices;
    private final PriceRepository repository;

    PriceResource(Cache<Price> prices, PriceRepository repository) {
        this.prices = prices;
        this.repository = repository;
    }

    @GET
    public Uni<RestResponse<Price>> read(@RestPath String item) {
        return prices.get(item).map(price -> price.map(RestResponse::ok).orElseGet(RestResponse::notFound));
    }

    @PUT
    public Uni<Price> write(@RestPath String item, Price price) {
        return prices.write(item, repository.save(price));
    }
}
