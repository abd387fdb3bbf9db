package dev.corral.origin.rest;

import io.vertx.core.json.JsonObject;

/**
 * A problem in the format of RFC 9457: a status and one sentence.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
record Problem(int status, String title, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    byte[] json() {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .toBuffer()
                .getBytes();
    }
}
