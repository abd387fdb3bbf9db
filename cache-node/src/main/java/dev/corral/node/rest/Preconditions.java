package dev.corral.node.rest;

import dev.corral.node.origin.EntityTag;
import dev.corral.node.origin.HttpDate;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The preconditions of a request: what its client already has, and which codings it accepts.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, conditional requests</a>
 */
record Preconditions(Optional<String> ifNoneMatch, Optional<String> ifModifiedSince, Optional<String> acceptEncoding) {

    /** A quality value above zero. */
    private static final Pattern WANTED =
            Pattern.compile("\\s*[qQ]\\s*=\\s*(1(\\.0{0,3})?|0\\.(?=\\d*[1-9])\\d{1,3})\\s*");

    static Preconditions of(FieldLines lines) {
        return new Preconditions(
                Optional.ofNullable(lines.joined(HttpHeaders.IF_NONE_MATCH, ", ")),
                Optional.ofNullable(lines.single(HttpHeaders.IF_MODIFIED_SINCE)),
                Optional.ofNullable(lines.joined(HttpHeaders.ACCEPT_ENCODING, ", ")));
    }

    /** Whether the response depends on what the client already has. */
    boolean conditional() {
        return ifNoneMatch.isPresent() || ifModifiedSince.isPresent();
    }

    /** Whether the client already has the representation. A date counts only if no tags are sent. */
    boolean have(Representation representation) {
        return ifNoneMatch.isPresent()
                ? representation
                        .tag()
                        .filter(tag -> EntityTag.matches(ifNoneMatch.get(), tag))
                        .isPresent()
                : ifModifiedSince
                        .flatMap(HttpDate::parse)
                        .filter(since -> unmodified(representation, since))
                        .isPresent();
    }

    private static boolean unmodified(Representation representation, Instant since) {
        return representation
                .modified()
                .filter(modified -> !modified.isAfter(since))
                .isPresent();
    }

    /**
     * Whether every one of the codings may be sent. A client that names none receives none: according to the RFC it
     * accepts all, but in practice it cannot decode them.
     */
    boolean accept(String codings) {
        return acceptEncoding.isPresent()
                && Stream.of(codings.split(",")).map(String::strip).allMatch(this::acceptOne);
    }

    private boolean acceptOne(String coding) {
        List<String> offers = Stream.of(acceptEncoding.orElseThrow().split(",")).toList();
        return offers.stream()
                .filter(offer -> name(offer).equals(coding))
                .findFirst()
                .or(() ->
                        offers.stream().filter(offer -> name(offer).equals("*")).findFirst())
                .filter(Preconditions::wanted)
                .isPresent();
    }

    private static String name(String offer) {
        String name = offer.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return name.equals("x-gzip") ? Representation.GZIP : name;
    }

    /**
     * Whether the offer has a weight above zero. A weight that cannot be parsed counts as zero, because every client
     * can read plain bytes.
     */
    private static boolean wanted(String offer) {
        String[] parts = offer.split(";", 2);
        return parts.length < 2 || WANTED.matcher(parts[1]).matches();
    }
}
