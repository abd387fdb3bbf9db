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
 * On which terms a caller takes an answer: what it has already, and which codings it reads.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, conditional requests</a>
 */
record Preconditions(Optional<String> ifNoneMatch, Optional<String> ifModifiedSince, Optional<String> acceptEncoding) {

    /** A weight above zero. */
    private static final Pattern WANTED =
            Pattern.compile("\\s*[qQ]\\s*=\\s*(1(\\.0{0,3})?|0\\.(?=\\d*[1-9])\\d{1,3})\\s*");

    static Preconditions of(FieldLines lines) {
        return new Preconditions(
                Optional.ofNullable(lines.joined(HttpHeaders.IF_NONE_MATCH, ", ")),
                Optional.ofNullable(lines.single(HttpHeaders.IF_MODIFIED_SINCE)),
                Optional.ofNullable(lines.joined(HttpHeaders.ACCEPT_ENCODING, ", ")));
    }

    /** Whether the answer depends on what the caller has. */
    boolean conditional() {
        return ifNoneMatch.isPresent() || ifModifiedSince.isPresent();
    }

    /** Whether the caller has it already. A date counts only where no tags are named. */
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
     * Whether every one of the codings may be sent. Who names none is sent none: by the letter he takes them all, and in
     * practice he cannot read them.
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

    /** A weight that cannot be read is none: plain bytes can be read by every client. */
    private static boolean wanted(String offer) {
        String[] parts = offer.split(";", 2);
        return parts.length < 2 || WANTED.matcher(parts[1]).matches();
    }
}
