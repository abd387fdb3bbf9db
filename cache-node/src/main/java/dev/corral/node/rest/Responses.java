package dev.corral.node.rest;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Clock;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Entry;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Limits;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers and problems as HTTP, with what a cache in front of the node needs to know. */
final class Responses {

    private static final String AGE = "Age";

    private final CacheStatus status;
    private final Clock clock;

    Responses(CacheStatus status, Clock clock) {
        this.status = status;
        this.clock = clock;
    }

    /**
     * What a cache answered.
     *
     * @param keeps false where the cache stores nothing
     * @param ifNoneMatch the tags that the caller has; may be null
     */
    RestResponse<Object> of(Key key, Answer answer, boolean keeps, String ifNoneMatch) {
        long now = clock.micros();
        return begin(key, answer.content(), ifNoneMatch)
                .header(CacheStatus.HEADER, status.of(answer, keeps, now))
                .header(
                        AGE,
                        answer.entry().map(entry -> entry.age(now).toSeconds()).orElse(0L))
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        answer.entry().map(Responses::control).orElse("no-cache"))
                .build();
    }

    RestResponse<Object> of(Problem problem, boolean keeps) {
        return begin(problem)
                .header(CacheStatus.HEADER, status.of(problem, keeps))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** A problem of no particular cache. */
    static RestResponse<Object> of(Problem problem) {
        return begin(problem).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private static ResponseBuilder<Object> begin(Key key, Content content, String ifNoneMatch) {
        return switch (content) {
            case Content.Value value -> begin(value, ETag.of(value), ifNoneMatch);
            case Content.Absent absent -> begin(Problems.absent(key));
            case Content.Passed passed ->
                ResponseBuilder.create(passed.status()).entity((Object) passed.bytes());
        };
    }

    private static ResponseBuilder<Object> begin(Content.Value value, String tag, String ifNoneMatch) {
        boolean known = ifNoneMatch != null && ETag.matches(ifNoneMatch, tag);
        ResponseBuilder<Object> response = known
                ? ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
                : ResponseBuilder.ok((Object) value.bytes())
                        .header(
                                HttpHeaders.CONTENT_TYPE,
                                value.fields().getOrDefault(Content.Value.TYPE, "application/octet-stream"));
        return response.header(HttpHeaders.ETAG, tag);
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

    /** Counted from the write, as {@code Age} is. */
    private static String control(Entry entry) {
        Limits limits = entry.limits();
        String control = "max-age=" + limits.soft().toSeconds();
        control += within("stale-while-revalidate", limits.stale().minus(limits.soft()));
        return control
                + (limits.hard().equals(limits.stale())
                        ? ""
                        : within("stale-if-error", limits.hard().minus(limits.soft())));
    }

    private static String within(String directive, Duration span) {
        return span.isZero() ? "" : ", " + directive + "=" + span.toSeconds();
    }
}
