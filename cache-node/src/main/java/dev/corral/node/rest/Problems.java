package dev.corral.node.rest;

import dev.corral.guard.core.Key;
import dev.corral.guard.core.LoadFailure;
import dev.corral.guard.core.LoadFailure.DeadlineExceeded;
import dev.corral.guard.core.LoadFailure.LockUnavailable;
import dev.corral.guard.core.LoadFailure.OriginFailed;
import dev.corral.guard.core.LoadFailure.OriginRefused;
import dev.corral.guard.core.LoadFailure.Refusal;
import dev.corral.guard.core.LoadFailure.Shed;
import dev.corral.guard.core.LoadFailure.StoreUnavailable;
import dev.corral.guard.core.LoadFailure.WriteRefused;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** Maps every failure to its problem; no other class assigns statuses to failures. */
final class Problems {

    private static final UnexpectedFailures UNEXPECTED = new UnexpectedFailures(System::nanoTime);

    private Problems() {}

    static Problem of(Throwable failure) {
        return switch (failure) {
            case LoadFailure load -> of(load);
            case ProblemException known -> known.problem();
            case WebApplicationException http -> plain(http.getResponse().getStatusInfo());
            default -> unexpected(failure);
        };
    }

    private static Problem of(LoadFailure failure) {
        return switch (failure) {
            case Refusal refusal -> refused(refusal).retryAfter(refusal.retryAfter());
            case DeadlineExceeded late -> Problem.of(504, "deadline", "No answer in time", late.getMessage());
            case StoreUnavailable broken ->
                Problem.of(503, "store-unavailable", "The shared store is unavailable", broken.getMessage())
                        .retryAfter(Duration.ofSeconds(1));
            case OriginFailed failed
            when failed.timedOut() ->
                Problem.of(504, "origin-timeout", "The origin did not answer in time", failed.getMessage());
            case OriginFailed failed -> Problem.of(502, "origin-failed", "The origin failed", failed.getMessage());
        };
    }

    private static Problem refused(Refusal refusal) {
        return switch (refusal) {
            case Shed shed when shed.late() -> Problem.of(503, "node-late", "The node is late", shed.getMessage());
            case Shed shed -> Problem.of(503, "shed", "Too many loads", shed.getMessage());
            case LockUnavailable busy ->
                Problem.of(503, "lock-unavailable", "The lock of this key is unavailable", busy.getMessage());
            case OriginRefused refused ->
                Problem.of(503, "origin-refused", "The origin accepts no queries", refused.getMessage());
            case WriteRefused refused ->
                Problem.of(503, "write-refused", "The write was not sent", refused.getMessage());
        };
    }

    static Problem absent(Key key) {
        return Problem.of(404, "absent", "There is no such row", "cache " + key.cache() + " has no row with this key");
    }

    static Problem unknownCache() {
        return Problem.of(404, "unknown-cache", "There is no such cache", "GET /caches lists the caches");
    }

    static Problem invalidKey(String rule) {
        return Problem.of(400, "invalid-key", "The key is invalid", rule);
    }

    static Problem queryRefused(String cache) {
        return Problem.of(
                400,
                "query-refused",
                "The URL has a query",
                "cache " + cache
                        + " accepts no query: remove the ? and the text after it, encode a ? of the key as %3F, or set"
                        + " corral.caches." + cache + ".query to key (queries are part of keys) or ignore");
    }

    static Problem noMethod(String allowed) {
        return Problem.plain(405, "Method Not Allowed", "this URL accepts " + allowed);
    }

    static Problem noExpectation() {
        return Problem.plain(
                417,
                "Expectation Failed",
                "the node supports Expect: 100-continue only: send the request without Expect");
    }

    static Problem tooLarge(long maxBytes) {
        return Problem.of(
                413,
                "too-large",
                "The row is too large",
                "a row must have at most " + maxBytes
                        + " bytes (quarkus.http.limits.max-body-size): send a smaller one, or raise the limit");
    }

    static Problem tooSlow(Duration limit) {
        return Problem.plain(
                408,
                "Request Timeout",
                "a body must arrive within " + limit.toMillis() + " ms (corral.clients.body-timeout): send it faster");
    }

    static Problem targetTooLong(int mostChars) {
        return Problem.plain(
                414,
                "URI Too Long",
                "a URL must have at most " + mostChars + " characters, and a key at most " + Key.MAX_ID_BYTES
                        + " bytes: shorten it");
    }

    static Problem invalidTarget(String rule) {
        return Problem.plain(400, "Bad Request", rule);
    }

    static Problem repeatedField(String name) {
        return Problem.of(
                400,
                "repeated-field",
                "A request header was sent several times",
                name + " was sent several times with different values; it must have one value: send it once");
    }

    static Problem unreadable(String codings) {
        return Problem.of(
                406,
                "not-acceptable",
                "The row has a content coding that the request does not accept",
                "the origin sends it as " + codings + ", which the node cannot decode: accept it in Accept-Encoding");
    }

    static Problem writesOff() {
        return Problem.of(403, "writes-off", "Writes are disabled", "start the node with corral.writes=true");
    }

    static Problem invalidationPending() {
        return Problem.of(
                202,
                "invalidation-pending",
                "The row is written; its invalidation in the shared store is pending",
                "the node retries it; until it succeeds, other nodes may serve the row from before this write");
    }

    static Problem invalidationDropped() {
        return Problem.of(
                        503,
                        "invalidation-dropped",
                        "The row is written; its invalidation in the shared store failed",
                        "too many invalidations are pending to retry this one, so other nodes serve the row from before this"
                                + " write until it expires: repeat the write")
                .retryAfter(Duration.ofSeconds(1));
    }

    static Problem noToken() {
        return Problem.of(
                401,
                "no-token",
                "The request has no valid token",
                "the header Authorization must be Bearer and the token in the file of corral.switches.token-file: send it");
    }

    static Problem tokenUnreadable(String reason) {
        return Problem.of(503, "token-unreadable", "The token of the switches cannot be read", reason);
    }

    static Problem invalidSwitch(String rule) {
        return Problem.of(400, "invalid-switch", "The request is not a switch", rule);
    }

    static Problem switchRefused(String rule) {
        return Problem.of(422, "switch-refused", "The switch is refused, and nothing is changed", rule);
    }

    static Problem switchLost(String winner) {
        return Problem.of(409, "switch-lost", "Another switch was made first, and nothing else is changed", winner);
    }

    static Problem switchUnconfirmed(String reason) {
        return Problem.of(504, "switch-unconfirmed", "It is unknown which nodes have applied the switch", reason);
    }

    private static Problem plain(Response.StatusType status) {
        return Problem.plain(status.getStatusCode(), status.getReasonPhrase());
    }

    private static Problem unexpected(Throwable failure) {
        UNEXPECTED.report(failure);
        return Problem.plain(500, "Internal Server Error");
    }
}
