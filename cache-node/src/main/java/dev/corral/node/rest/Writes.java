package dev.corral.node.rest;

import dev.corral.guard.core.Key;
import dev.corral.node.cache.NamedCache;
import dev.corral.node.clients.EndedClients;
import dev.corral.node.clients.EndedClients.Reason;
import dev.corral.node.clients.SlowResponses;
import dev.corral.node.config.Settings;
import dev.corral.node.memory.ResponseBudget;
import dev.corral.node.origin.ForwardedFields;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Writes rows for the clients of a named cache. The body of a PUT is received first; a request that its head
 * disqualifies is refused before.
 */
@Singleton
final class Writes {

    private final boolean allowed;
    private final RequestFields requests;
    private final Refusals refusals;
    private final Vertx vertx;
    private final Upload.Limits limits;
    private final EndedClients ended;

    Writes(
            Settings settings,
            Refusals refusals,
            ResponseBudget bytes,
            SlowResponses slow,
            EndedClients ended,
            Vertx vertx) {
        this.allowed = settings.writes();
        this.requests = new RequestFields(
                new ForwardedFields(settings.origin().forwardHeaders().orElse(List.of())));
        this.refusals = refusals;
        this.vertx = vertx;
        Duration timeout = settings.clients().bodyTimeout();
        // Half of the budget for all bodies, and room for at least one body.
        long most = Math.max(refusals.maxBytes(), bytes.most() / 2);
        UploadRoom room = new UploadRoom(bytes, most, () -> ended.ended(Reason.UPLOAD_REFUSED));
        this.limits = new Upload.Limits(refusals.maxBytes(), timeout, room, slow);
        this.ended = ended;
    }

    /** Whether rows may be written. */
    boolean allowed() {
        return allowed;
    }

    void put(HttpServerRequest request, NamedCache cache, Key key) {
        check();
        Map<String, String> fields = requests.ofPut(FieldLines.of(request), cache.passesCredentials());
        Upload.receive(request, vertx, limits, new Upload.Receiver() {
            @Override
            public void complete(Upload upload) {
                Uni<Reply> reply = Uni.createFrom()
                        .deferred(() -> cache.put(key, upload.bytes(), fields))
                        .onTermination()
                        .invoke(upload::release)
                        .map(Responses::of);
                PendingReply.sendWrite(request, reply);
            }

            @Override
            public void refused(RuntimeException why) {
                refusals.refuse(request, why);
            }

            @Override
            public void late() {
                ended.ended(Reason.UPLOAD_TIMEOUT);
                refusals.refuseSlow(request, Problems.tooSlow(limits.timeout()));
            }
        });
    }

    void delete(HttpServerRequest request, NamedCache cache, Key key) {
        check();
        refusals.dropBody(request);
        Map<String, String> fields = requests.ofWrite(FieldLines.of(request), cache.passesCredentials());
        PendingReply.sendWrite(request, cache.delete(key, fields).map(Responses::of));
    }

    private void check() {
        if (!allowed) {
            throw new ProblemException(Problems.writesOff());
        }
    }
}
