package dev.corral.node.rest;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What a request is refused for by its header alone, whatever it asks for; and how it is told, body or no body. */
@Singleton
final class Refusals {

    private static final CharSequence ALLOW = HttpHeaders.createOptimized("Allow");

    private final UnreadBodies unread;
    private final long maxBytes;

    Refusals(UnreadBodies unread, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.unread = unread;
        this.maxBytes = limit.asLongValue();
    }

    /** The size of the largest body. */
    long maxBytes() {
        return maxBytes;
    }

    /** @throws ProblemException where the request asks for something that the node never does */
    void checkHeader(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.EXPECT) && !BodyAnnouncement.waitsForContinue(request)) {
            throw new ProblemException(Problems.noExpectation());
        }
        if (BodyAnnouncement.length(request) > maxBytes) {
            throw new ProblemException(Problems.tooLarge(maxBytes));
        }
    }

    /** For a request that is answered whatever its body is. */
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

    /** A request whose body stopped on its way. */
    void refuseSlow(HttpServerRequest request, Problem problem) {
        unread.refuseAndEnd(request, Responses.of(problem));
    }

    private void refuse(HttpServerRequest request, Reply reply) {
        if (!request.response().headWritten() && !request.response().closed()) {
            unread.refuse(request, reply);
        }
    }
}
