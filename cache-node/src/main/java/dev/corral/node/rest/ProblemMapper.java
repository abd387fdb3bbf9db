package dev.corral.node.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives what no resource has answered its problem: the framework's own 404, 405 and 415 too. */
final class ProblemMapper {

    /** The framework does not tell; its resources are read, and rows have a route of their own. */
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
