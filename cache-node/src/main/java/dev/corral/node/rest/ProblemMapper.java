package dev.corral.node.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps the failures of the framework's resources to problems, including its own 404, 405 and 415. */
final class ProblemMapper {

    /**
     * The methods of the framework's resources, which the failure does not name: all are read-only, and rows have a
     * route of their own.
     */
    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    @ServerExceptionMapper
    RestResponse<Object> map(ProblemException failure) {
        return respond(failure);
    }

    @ServerExceptionMapper
    RestResponse<Object> map(WebApplicationException failure) {
        return failure.getResponse().getStatus() == RestResponse.StatusCode.METHOD_NOT_ALLOWED
                ? Responses.of(Problems.noMethod(ALLOWED))
                        .field(HttpHeaders.ALLOW, ALLOWED)
                        .asResource()
                : respond(failure);
    }

    @ServerExceptionMapper
    RestResponse<Object> map(Throwable failure) {
        return respond(failure);
    }

    private static RestResponse<Object> respond(Throwable failure) {
        return Responses.of(Problems.of(failure)).asResource();
    }
}
