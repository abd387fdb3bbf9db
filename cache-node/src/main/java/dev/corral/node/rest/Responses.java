package dev.corral.node.rest;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.node.origin.HttpOrigin.Written;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers and problems as HTTP, with what a cache in front of the node needs to know. */
final class Responses {

    private static final String ANY_TYPE = "application/octet-stream";

    private final CacheStatus status;
    private final Gunzip gunzip;
    private final Clock clock;

    Responses(CacheStatus status, Gunzip gunzip, Clock clock) {
        this.status = status;
        this.gunzip = gunzip;
        this.clock = clock;
    }

    /**
     * A read, and how it was served.
     *
     * @param keeps false where nothing was cached for it
     * @param honours whether the origin's word counts about how long it lives
     */
    record Read(Key key, Terms terms, boolean keeps, boolean honours) {}

    Uni<RestResponse<Object>> of(Read read, Answer answer) {
        return switch (answer.content()) {
            case Content.Value value -> given(read, Representation.of(value)).map(row -> of(read, answer, row));
            case Content.Passed passed -> given(read, Representation.of(passed)).map(row -> of(read, answer, row));
            case Content.Absent absent -> Uni.createFrom().item(of(read, answer, Problems.absent(read.key())));
        };
    }

    RestResponse<Object> of(Read read, Throwable failure) {
        Problem problem = Problems.of(failure);
        return begin(problem)
                .header(CacheStatus.HEADER, status.of(problem, read.keeps()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** A problem of no particular cache. */
    static RestResponse<Object> of(Problem problem) {
        return begin(problem).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    static RestResponse<Object> of(Written written) {
        return written.refused().map(Responses::refused).orElseGet(() -> {
            ResponseBuilder<Object> response = ResponseBuilder.noContent();
            return (written.version() > 0 ? response.header(HttpHeaders.ETAG, ETag.of(written.version())) : response)
                    .build();
        });
    }

    /** In a coding that the caller reads. */
    private Uni<Representation> given(Read read, Representation held) {
        if (held.codings().isEmpty()) {
            return given(read, held, bytes -> Uni.createFrom().item(bytes));
        }
        if (read.terms().accept(held.codings())) {
            return given(read, held.varying(), bytes -> Uni.createFrom().item(bytes));
        }
        return held.codings().equals(Representation.GZIP)
                ? given(read, held.varying().unpacked(), gunzip::plain)
                : Uni.createFrom().failure(new ProblemException(Problems.unreadable(held.codings())));
    }

    /** And nothing of it, where he has it already. */
    private static Uni<Representation> given(Read read, Representation row, Function<byte[], Uni<byte[]>> decoding) {
        return row.status() == RestResponse.StatusCode.OK && read.terms().have(row)
                ? Uni.createFrom().item(row.unchanged())
                : decoding.apply(row.bytes()).map(row::with);
    }

    private RestResponse<Object> of(Read read, Answer answer, Representation row) {
        ResponseBuilder<Object> response = begin(row);
        row.tag().ifPresent(tag -> response.header(HttpHeaders.ETAG, tag));
        return told(response, read, answer).build();
    }

    private RestResponse<Object> of(Read read, Answer answer, Problem problem) {
        return told(begin(problem), read, answer).build();
    }

    private ResponseBuilder<Object> told(ResponseBuilder<Object> response, Read read, Answer answer) {
        long now = clock.micros();
        LifetimeFields.of(answer, read.honours(), now).forEach(response::header);
        return response.header(CacheStatus.HEADER, status.of(answer, read.keeps(), now));
    }

    private static RestResponse<Object> refused(Content.Passed refusal) {
        return begin(Representation.of(refusal))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static ResponseBuilder<Object> begin(Representation row) {
        ResponseBuilder<Object> response = ResponseBuilder.create(row.status());
        Map<String, String> fields = row.handedOn();
        if (row.bytes().length > 0 || row.status() == RestResponse.StatusCode.OK) {
            response.entity(row.bytes());
            fields.putIfAbsent(Content.Value.TYPE, ANY_TYPE);
        }
        // A line for each: only cookies have several.
        fields.forEach((name, value) -> value.lines().forEach(line -> response.header(name, line)));
        return response;
    }

    private static ResponseBuilder<Object> begin(Problem problem) {
        ResponseBuilder<Object> response = ResponseBuilder.create(problem.status());
        response.entity(problem).header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.retryAfter().ifPresent(after -> response.header(HttpHeaders.RETRY_AFTER, wholeSeconds(after)));
        return response;
    }

    /** A caller that came back sooner would come too soon. */
    private static long wholeSeconds(Duration span) {
        return Math.max(1, span.plusMillis(999).toSeconds());
    }
}
