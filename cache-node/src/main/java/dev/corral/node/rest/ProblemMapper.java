package dev.corral.node.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Gives what no resource has answered its problem: the framework's own 404, 405 and 415 too. */
final class ProblemMapper {

    private static final Pattern ROW = Pattern.compile("/caches/[^/]+/[^/]*");

    @ServerExceptionMapper
    RestResponse<Object> map(ProblemException failure) {
        return respond(failure);
    }

    @ServerExceptionMapper
    RestResponse<Object> map(WebApplicationException failure, UriInfo uri) {
        RestResponse<Object> response = respond(failure);
        if (response.getStatus() == RestResponse.StatusCode.METHOD_NOT_ALLOWED) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, allowed(uri.getPath()));
        }
        return response;
    }

    @ServerExceptionMapper
    RestResponse<Object> map(Throwable failure) {
        return respond(failure);
    }

    /** The framework does not tell. */
    private static String allowed(String path) {
        return ROW.matcher(path).matches() ? "GET, HEAD, PUT, DELETE" : "GET, HEAD";
    }

    private static RestResponse<Object> respond(Throwable failure) {
        return Responses.of(Problems.of(failure)).asResource();
    }
}
