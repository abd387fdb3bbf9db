package dev.corral.node.rest;

import jakarta.ws.rs.WebApplicationException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives what no resource has answered its problem: the framework's own 404, 405 and 415 too. */
final class ProblemMapper {

    @ServerExceptionMapper
    RestResponse<Object> map(ProblemException failure) {
        return respond(failure);
    }

    @ServerExceptionMapper
    RestResponse<Object> map(WebApplicationException failure) {
        return respond(failure);
    }

    @ServerExceptionMapper
    RestResponse<Object> map(Throwable failure) {
        return respond(failure);
    }

    private static RestResponse<Object> respond(Throwable failure) {
        return Responses.of(Problems.of(failure));
    }
}
