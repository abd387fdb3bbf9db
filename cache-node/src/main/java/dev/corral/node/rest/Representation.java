package dev.corral.node.rest;

import dev.corral.guard.core.Content.Passed;
import dev.corral.guard.core.Content.Value;
import dev.corral.node.origin.EntityTag;
import dev.corral.node.origin.HttpDate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The origin's response in the form in which a client receives it.
 *
 * @param fields the headers, by lower-case name
 * @param tag the entity tag of exactly these bytes, if there is one
 */
@SuppressWarnings("ArrayRecordComponent")
record Representation(int status, Map<String, String> fields, byte[] bytes, Optional<String> tag) {

    static final String GZIP = "gzip";

    private static final String CODING = "content-encoding";
    private static final String VARY = "vary";
    private static final List<String> OF_CODED_BYTES =
            List.of(CODING, "content-digest", "content-md5", "digest", "repr-digest");
    /** Headers that the node sets itself; it serves no ranges of rows. */
    private static final Set<String> THE_NODES =
            Set.of("accept-ranges", "age", "cache-control", "cache-status", "etag", "expires", "pragma");

    /**
     * The headers of a 304. A cookie is not about the row, so that a client that has the row needs the cookie all the
     * same.
     */
    private static final Set<String> OF_A_304 = Set.of("content-location", "date", "set-cookie", VARY);

    static Representation of(Value value, String tag) {
        return new Representation(200, value.fields(), value.bytes(), Optional.of(tag));
    }

    static Representation of(Passed passed) {
        Optional<String> tag = Optional.ofNullable(passed.fields().get("etag")).filter(EntityTag::valid);
        return new Representation(passed.status(), passed.fields(), passed.bytes(), tag);
    }

    /**
     * Whether the row has a content coding, so that its bytes may have to be decompressed, and the response varies by
     * it.
     */
    static boolean coded(Value value) {
        return value.fields().containsKey(CODING);
    }

    /** The codings of the bytes as a comma-separated list; empty if the bytes are plain. */
    String codings() {
        String codings = fields.getOrDefault(CODING, "").toLowerCase(Locale.ROOT);
        boolean plain = bytes.length == 0 || codings.equals("identity");
        return plain ? "" : codings.equals("x-gzip") ? GZIP : codings.indexOf(',') < 0 ? codings : list(codings);
    }

    /** The list without members that have no effect. */
    private static String list(String codings) {
        return Stream.of(codings.split(","))
                .map(String::strip)
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .map(coding -> coding.equals("x-gzip") ? GZIP : coding)
                .collect(Collectors.joining(", "));
    }

    Optional<Instant> modified() {
        return Optional.ofNullable(fields.get("last-modified")).flatMap(HttpDate::parse);
    }

    /**
     * The headers of the decompressed row; its bytes are then set by {@link #with}. They differ from those of the
     * stored row, so that its tag becomes a weak one.
     */
    Representation unpacked() {
        Map<String, String> fewer = new LinkedHashMap<>(fields);
        fewer.keySet().removeAll(OF_CODED_BYTES);
        return new Representation(status, fewer, bytes, tag.map(EntityTag::weak));
    }

    Representation with(byte[] other) {
        return new Representation(status, fields, other, tag);
    }

    /** The same representation with a {@code Vary} header that names {@code Accept-Encoding}. */
    Representation varying() {
        String vary = fields.getOrDefault(VARY, "");
        if (vary.equals("*") || vary.toLowerCase(Locale.ROOT).contains("accept-encoding")) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(VARY, vary.isEmpty() ? "Accept-Encoding" : vary + ", Accept-Encoding");
        return new Representation(status, more, bytes, tag);
    }

    /** The 304 for a client that already has the representation. */
    Representation unchanged() {
        Map<String, String> fewer = new LinkedHashMap<>(fields);
        fewer.keySet().removeIf(name -> !OF_A_304.contains(name) && !(tag.isEmpty() && name.equals("last-modified")));
        return new Representation(304, fewer, new byte[0], tag);
    }

    /** Copies the origin's headers to a reply, one line each; only cookies have several lines. */
    void handOn(Reply reply) {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (THE_NODES.contains(field.getKey())) {
                continue;
            }
            if (field.getValue().indexOf('\n') < 0) {
                reply.field(field.getKey(), field.getValue());
            } else {
                field.getValue().lines().forEach(line -> reply.field(field.getKey(), line));
            }
        }
    }
}
