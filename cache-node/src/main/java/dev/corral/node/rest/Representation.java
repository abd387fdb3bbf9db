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
 * What the origin said, as a caller is given it.
 *
 * @param fields by lower-case name
 * @param tag what names these very bytes, where anything does
 */
@SuppressWarnings("ArrayRecordComponent")
record Representation(int status, Map<String, String> fields, byte[] bytes, Optional<String> tag) {

    static final String GZIP = "gzip";

    private static final String CODING = "content-encoding";
    private static final String VARY = "vary";
    private static final List<String> OF_CODED_BYTES =
            List.of(CODING, "content-digest", "content-md5", "digest", "repr-digest");
    /** Here the node speaks for itself; and of no row it serves a range. */
    private static final Set<String> THE_NODES =
            Set.of("accept-ranges", "age", "cache-control", "cache-status", "etag", "expires", "pragma");

    /** A cookie is not about the row: who has that needs this all the same. */
    private static final Set<String> OF_A_304 = Set.of("content-location", "date", "set-cookie", VARY);

    static Representation of(Value value, String tag) {
        return new Representation(200, value.fields(), value.bytes(), Optional.of(tag));
    }

    static Representation of(Passed passed) {
        Optional<String> tag = Optional.ofNullable(passed.fields().get("etag")).filter(EntityTag::valid);
        return new Representation(passed.status(), passed.fields(), passed.bytes(), tag);
    }

    /** Whether its bytes may have to be given in another form, or with a word about it. */
    static boolean coded(Value value) {
        return value.fields().containsKey(CODING);
    }

    /** The codings of the bytes, as one writes a list of them; empty where they are plain. */
    String codings() {
        String codings = fields.getOrDefault(CODING, "").toLowerCase(Locale.ROOT);
        boolean plain = bytes.length == 0 || codings.equals("identity");
        return plain ? "" : codings.equals("x-gzip") ? GZIP : codings.indexOf(',') < 0 ? codings : list(codings);
    }

    /** Without members that change nothing. */
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
     * What it says of itself once it is unpacked; its bytes are to be {@link #with} it. They are others of the same row,
     * so that its tag is no strong one any more.
     */
    Representation unpacked() {
        Map<String, String> fewer = new LinkedHashMap<>(fields);
        fewer.keySet().removeAll(OF_CODED_BYTES);
        return new Representation(status, fewer, bytes, tag.map(EntityTag::weak));
    }

    Representation with(byte[] other) {
        return new Representation(status, fields, other, tag);
    }

    /** The same, saying that it depends on which codings its caller reads. */
    Representation varying() {
        String vary = fields.getOrDefault(VARY, "");
        if (vary.equals("*") || vary.toLowerCase(Locale.ROOT).contains("accept-encoding")) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(VARY, vary.isEmpty() ? "Accept-Encoding" : vary + ", Accept-Encoding");
        return new Representation(status, more, bytes, tag);
    }

    /** The same for a caller who has it already. */
    Representation unchanged() {
        Map<String, String> fewer = new LinkedHashMap<>(fields);
        fewer.keySet().removeIf(name -> !OF_A_304.contains(name) && !(tag.isEmpty() && name.equals("last-modified")));
        return new Representation(304, fewer, new byte[0], tag);
    }

    /** Hands on what the origin said of it, a line for each: only cookies have several. */
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
