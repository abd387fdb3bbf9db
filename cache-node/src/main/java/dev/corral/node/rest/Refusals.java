package dev.corral.node.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses requests by their head alone, whichever resource they name, and sends each refusal, with or without a
 * request body.
 */
@Singleton
final class Refusals {

    private static final CharSequence ALLOW = HttpHeaders.createOptimized("Allow");

    private final UnreadBodies unread;
    private final long maxBytes;

    Refusals(UnreadBodies unread, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.unread = unread;
        this.maxBytes = limit.asLongValue();
    }

    /** The size of the largest body that is accepted. */
    long maxBytes() {
        return maxBytes;
    }

    /** @throws ProblemException if the request requires something that the node never does */
    void checkHeader(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.EXPECT) && !BodyAnnouncement.waitsForContinue(request)) {
            throw new ProblemException(Problems.noExpectation());
        }
        if (BodyAnnouncement.length(request) > maxBytes) {
            throw new ProblemException(Problems.tooLarge(maxBytes));
        }
    }

    /** Drops the body of a request that is answered regardless of its body. */
    void dropBody(HttpServerRequest request) {
        unread.drop(request);
    }

    void refuse(HttpServerRequest request, Throwable failure) {
        refuse(request, Problems.of(failure));
    }

    void refuse(HttpServerRequest request, Problem problem) {
        refuse(request, Responses.of(problem));
    }

    /** @param allowed the methods of the resource */
    void refuseMethod(HttpServerRequest request, String allowed) {
        refuse(request, Responses.of(Problems.noMethod(allowed)).field(ALLOW, allowed));
    }

    void tellMethods(HttpServerRequest request, String allowed) {
        refuse(request, new Reply(204).field(ALLOW, allowed));
    }

    /** Refuses a request whose body has stopped arriving. */
    void refuseSlow(HttpServerRequest request, Problem problem) {
        unread.refuseAndEnd(request, Responses.of(problem));
    }

    private void refuse(HttpServerRequest request, Reply reply) {
        if (!request.response().headWritten() && !request.response().closed()) {
            unread.refuse(request, reply);
        }
    }
}
