package dev.corral.node.rehearsal;

import io.vertx.core.http.HttpClientResponse;

/**
 * A response of the node to a request of its rehearsal.
 *
 * @param status 0 if there was no response
 * @param tag the entity tag; empty if there is none
 * @param cacheStatus the header {@code Cache-Status}; empty if there is none
 * @param isGzipped whether the body was sent gzipped
 */
record OwnAnswer(int status, String tag, String cacheStatus, boolean isGzipped) {

    /** Stands for a request to which the node did not respond. */
    static final OwnAnswer NONE = new OwnAnswer(0, "", "", false);

    static OwnAnswer of(HttpClientResponse response) {
        return new OwnAnswer(
                response.statusCode(),
                text(response.getHeader("ETag")),
                text(response.getHeader("Cache-Status")),
                text(response.getHeader("Content-Encoding")).equals("gzip"));
    }

    /**
     * Whether a cache has sent it. Other parts of a node, such as a filter that redirects or refuses requests, send no
     * {@code Cache-Status}.
     */
    boolean isOfACache() {
        return !cacheStatus.isEmpty();
    }

    private static String text(String header) {
        return header == null ? "" : header;
    }
}
