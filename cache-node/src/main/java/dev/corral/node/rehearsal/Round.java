package dev.corral.node.rehearsal;

import dev.corral.guard.core.Key;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One round of a rehearsal: the same requests as in every other round, for keys of its own. Rows that an earlier round
 * has stored are past their TTL and are refreshed.
 */
final class Round {

    /** The number of rounds after which a row is past its TTL; it is deleted only after twice as many. */
    static final int STALE_AFTER = 32;

    private static final int FOLLOWERS = 4;
    /** Broken responses are few, so that they do not open the circuit breaker. */
    private static final int ROUNDS_PER_FAILURE = 4;

    private static final String FOLLOWED_ROW = StandInOrigin.ROW + "followed-";
    private static final Map<String, String> PLAIN = Map.of();
    private static final Map<String, String> GZIP = Map.of("Accept-Encoding", "gzip");
    private static final Buffer BODY = Buffer.buffer("{\"text\":\"written\"}");

    private final long number;
    private final OwnRequests requests;
    private final Scratch scratch;
    private final boolean writes;
    private final OwnRequests.Route route;
    private int sent;
    private int served;
    private int lastStatus;

    /** @param writes whether the node accepts writes */
    Round(long number, OwnRequests requests, Scratch scratch, boolean writes) {
        this.number = number;
        this.requests = requests;
        this.scratch = scratch;
        this.writes = writes;
        this.route = requests.route(number);
    }

    /** Sends the requests, most of them one after the other. The future never fails. */
    Future<OwnAnswer> play() {
        return get(Kind.MISS, StandInOrigin.ROW, PLAIN)
                .compose(row -> get(Kind.NEAR_HIT, StandInOrigin.ROW, PLAIN))
                .compose(row -> get(Kind.NOT_MODIFIED, StandInOrigin.ROW, Map.of("If-None-Match", row.tag())))
                .compose(row -> send(Kind.HEAD, HttpMethod.HEAD, id(StandInOrigin.ROW, number), PLAIN, null))
                .compose(row -> stored())
                .compose(row -> stale())
                .compose(row -> followed())
                .compose(rows -> absent())
                .compose(none -> get(Kind.REFUSED, StandInOrigin.REFUSED, PLAIN))
                .compose(none -> broken())
                .compose(none -> get(Kind.GZIP, StandInOrigin.GZIPPED, GZIP))
                .compose(row -> get(Kind.GUNZIP, StandInOrigin.GZIPPED, PLAIN))
                .compose(row -> writes ? written() : Future.succeededFuture(row));
    }

    private Future<OwnAnswer> stored() {
        scratch.changed(key(StandInOrigin.ROW, number));
        return get(Kind.STORED_HIT, StandInOrigin.ROW, PLAIN);
    }

    private Future<OwnAnswer> stale() {
        long earlier = Math.max(1, number - STALE_AFTER);
        return send(Kind.STALE_HIT, HttpMethod.GET, id(StandInOrigin.ROW, earlier), PLAIN, null);
    }

    private Future<Void> followed() {
        return Future.all(IntStream.range(0, FOLLOWERS)
                        .mapToObj(each -> get(Kind.FOLLOWED, FOLLOWED_ROW, PLAIN))
                        .toList())
                .mapEmpty();
    }

    /** The second read finds that the absence is stored, if the cache stores absences. */
    private Future<OwnAnswer> absent() {
        return get(Kind.ABSENT, StandInOrigin.ABSENT, PLAIN)
                .compose(none -> get(Kind.ABSENT, StandInOrigin.ABSENT, PLAIN));
    }

    private Future<OwnAnswer> broken() {
        if (number % ROUNDS_PER_FAILURE != 0) {
            return Future.succeededFuture(OwnAnswer.NONE);
        }
        return number % (2 * ROUNDS_PER_FAILURE) == 0
                ? get(Kind.FAILED, StandInOrigin.FAILED, PLAIN)
                : get(Kind.CUT_OFF, StandInOrigin.CUT_OFF, PLAIN);
    }

    private Future<OwnAnswer> written() {
        String id = id(StandInOrigin.ROW, number);
        return send(Kind.PUT, HttpMethod.PUT, id, PLAIN, BODY)
                .compose(done -> get(Kind.MISS, StandInOrigin.ROW, PLAIN))
                .compose(row -> send(Kind.DELETE, HttpMethod.DELETE, id, PLAIN, null))
                // The row is stored again for the round in which it is stale.
                .compose(done -> get(Kind.MISS, StandInOrigin.ROW, PLAIN));
    }

    private Future<OwnAnswer> get(Kind kind, String beginning, Map<String, String> headers) {
        return send(kind, HttpMethod.GET, id(beginning, number), headers, null);
    }

    private Future<OwnAnswer> send(Kind kind, HttpMethod method, String id, Map<String, String> headers, Buffer body) {
        sent++;
        return requests.send(new OwnRequests.Call(kind, route, method, id, headers, body))
                .onSuccess(this::count);
    }

    private void count(OwnAnswer answer) {
        served += answer.isOfACache() ? 1 : 0;
        lastStatus = answer.status();
    }

    /** The route of all requests. */
    OwnRequests.Route route() {
        return route;
    }

    /** The number of requests. */
    int sent() {
        return sent;
    }

    /** The number of requests to which a cache has responded. */
    int served() {
        return served;
    }

    /** The status of the last response; 0 if there was none. */
    int lastStatus() {
        return lastStatus;
    }

    /** The keys of a round with this number. */
    Stream<Key> keys(long ofRound) {
        return Stream.of(
                        StandInOrigin.ROW,
                        FOLLOWED_ROW,
                        StandInOrigin.ABSENT,
                        StandInOrigin.REFUSED,
                        StandInOrigin.FAILED,
                        StandInOrigin.CUT_OFF,
                        StandInOrigin.GZIPPED)
                .map(beginning -> key(beginning, ofRound));
    }

    private Key key(String beginning, long ofRound) {
        return new Key(requests.cache(), id(beginning, ofRound));
    }

    private static String id(String beginning, long ofRound) {
        return beginning + ofRound;
    }
}
