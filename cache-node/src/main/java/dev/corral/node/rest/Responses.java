package dev.corral.node.rest;

import dev.corral.guard.cache.Write;
import dev.corral.guard.chain.Ready;
import dev.corral.guard.chain.Then;
import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Answer.Source;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.runtime.Clock;
import dev.corral.node.memory.SharedBodies;
import dev.corral.node.origin.HttpOrigin.Written;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Converts answers and failures to HTTP replies, with the headers that a cache in front of the node needs. */
final class Responses {

    private static final String JSON = "application/json";
    private static final String ANY_TYPE = "application/octet-stream";
    private static final CharSequence CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");
    private static final CharSequence TAG = HttpHeaders.createOptimized("ETag");
    private static final CharSequence TYPE = HttpHeaders.createOptimized("Content-Type");

    private final CacheStatus status;
    private final Gunzip gunzip;
    private final LargeBodies large;
    private final Clock clock;
    private final Digests digests = new Digests();
    private final ResponseHeadCache lastSaid = new ResponseHeadCache();

    Responses(CacheStatus status, Gunzip gunzip, LargeBodies large, Clock clock) {
        this.status = status;
        this.gunzip = gunzip;
        this.large = large;
        this.clock = clock;
    }

    /**
     * A read, and how it was served.
     *
     * @param keeps false if nothing was cached for it
     * @param honours whether the cache honours the origin's lifetimes
     */
    record Read(Key key, Preconditions terms, boolean keeps, boolean honours) {}

    /** Never fails: a response that cannot be sent becomes the reply of a problem. */
    Uni<Reply> of(Read read, Answer answer) {
        return switch (answer.content()) {
            case Content.Value value when same(read, answer) -> again(read, answer, value);
            case Content.Value value -> given(read, answer, Representation.of(value, digests.tag(value, answer)));
            case Content.Passed passed -> given(read, answer, Representation.of(passed));
            case Content.Absent absent -> new Ready<>(told(begin(Problems.absent(read.key())), read, answer));
        };
    }

    Reply of(Read read, Throwable failure) {
        Problem problem = Problems.of(failure);
        return begin(problem)
                .field(CacheStatus.HEADER, status.of(problem, read.keeps()))
                .field(CONTROL, "no-store");
    }

    /** The reply of a problem that concerns no particular cache. */
    static Reply of(Problem problem) {
        return begin(problem).field(CONTROL, "no-store");
    }

    static Reply of(Write<Written> result) {
        Written written = result.result();
        return written.refused().map(Responses::refused).orElseGet(() -> switch (result.invalidation()) {
            case DONE -> tagged(new Reply(RestResponse.StatusCode.NO_CONTENT), written);
            case PENDING -> tagged(pending(Problems.invalidationPending()), written);
            case DROPPED -> of(Problems.invalidationDropped());
        });
    }

    /** The reply is not an error, because the row is written. */
    private static Reply pending(Problem state) {
        return new Reply(state.status())
                .field(TYPE, JSON)
                .field(CONTROL, "no-store")
                .body(state.json());
    }

    private static Reply tagged(Reply reply, Written written) {
        return written.version() > 0 ? reply.field(TAG, ETag.of(written.version())) : reply;
    }

    /** Whether every request receives the same reply at this time, except for the content coding of the row. */
    private static boolean same(Read read, Answer answer) {
        return (answer.source() == Source.NEAR || answer.source() == Source.STORE)
                && !answer.stale()
                && read.keeps()
                && !read.terms().conditional();
    }

    private Uni<Reply> again(Read read, Answer answer, Content.Value value) {
        String digest = ETag.isDigest(value) ? digests.tag(value, answer) : "";
        long now = clock.micros();
        Optional<Reply> said = lastSaid.of(answer, digest, read.honours(), now);
        if (said.isPresent()) {
            return new Ready<>(named(said.get(), read, answer, value.bytes()));
        }
        Representation row = Representation.of(value, digest.isEmpty() ? ETag.of(value) : digest);
        if (Representation.coded(value)) {
            return given(read, answer, row);
        }
        Reply reply = given(read, answer, row, false);
        lastSaid.keep(answer, digest, read.honours(), now, reply);
        return new Ready<>(reply);
    }

    /** The reply in a coding that the client accepts. */
    private Uni<Reply> given(Read read, Answer answer, Representation held) {
        if (held.codings().isEmpty()) {
            return new Ready<>(given(read, answer, held, had(read, held)));
        }
        Representation varying = held.varying();
        if (read.terms().accept(held.codings())) {
            return new Ready<>(given(read, answer, varying, had(read, varying)));
        }
        return held.codings().equals(Representation.GZIP)
                ? unpacked(read, answer, varying)
                : new Ready<>(of(read, new ProblemException(Problems.unreadable(held.codings()))));
    }

    private Uni<Reply> unpacked(Read read, Answer answer, Representation packed) {
        Representation row = packed.unpacked();
        if (had(read, row)) {
            return new Ready<>(given(read, answer, row, true));
        }
        PlainName name = PlainName.of(RowName.of(read.key(), answer), row.bytes());
        return Then.from(
                gunzip.plain(row.bytes(), name),
                (bytes, failure) -> new Ready<>(
                        failure == null
                                ? given(read, answer, row.with(bytes), false).named(name)
                                : of(read, failure)));
    }

    private static boolean had(Read read, Representation row) {
        return row.status() == RestResponse.StatusCode.OK && read.terms().have(row);
    }

    /** The reply with the row, or without it if the client already has it. */
    private Reply given(Read read, Answer answer, Representation row, boolean had) {
        Reply reply = begin(had ? row.unchanged() : row).through(large);
        row.tag().ifPresent(tag -> reply.field(TAG, tag));
        return named(told(reply, read, answer), read, answer, row.bytes());
    }

    /** Names the bytes if they are large, because only large bodies are shared. */
    private static Reply named(Reply reply, Read read, Answer answer, byte[] bytes) {
        return bytes.length > SharedBodies.SMALL ? reply.named(RowName.of(read.key(), answer)) : reply;
    }

    private Reply told(Reply reply, Read read, Answer answer) {
        long now = clock.micros();
        LifetimeFields.tell(reply, answer, read.honours(), now);
        return reply.field(CacheStatus.HEADER, status.of(answer, read.keeps(), now));
    }

    private static Reply refused(Content.Passed refusal) {
        return begin(Representation.of(refusal)).field(CONTROL, "no-store");
    }

    private static Reply begin(Representation row) {
        Reply reply = new Reply(row.status());
        if (row.bytes().length > 0 || row.status() == RestResponse.StatusCode.OK) {
            reply.body(row.bytes());
            if (!row.fields().containsKey(Content.Value.TYPE)) {
                reply.field(Content.Value.TYPE, ANY_TYPE);
            }
        }
        row.handOn(reply);
        return reply;
    }

    private static Reply begin(Problem problem) {
        Reply reply = new Reply(problem.status()).body(problem).field(TYPE, Problem.MEDIA_TYPE);
        problem.retryAfter().ifPresent(after -> reply.field(RETRY_AFTER, wholeSeconds(after)));
        return reply;
    }

    /** Rounds up, because a client that retried sooner would retry too soon. */
    private static String wholeSeconds(Duration span) {
        return String.valueOf(Math.max(1, span.plusMillis(999).toSeconds()));
    }
}
