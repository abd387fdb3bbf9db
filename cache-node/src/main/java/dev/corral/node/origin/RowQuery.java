package dev.corral.node.origin;

import java.nio.charset.StandardCharsets;

/**
 * The normal form of a query: the same for every way to percent-encode it, and safe to send. The order of its
 * parameters is kept, because an origin may treat two orders differently.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2">RFC 3986, normalization</a>
 */
public final class RowQuery {

    /**
     * Characters that a query may contain unencoded, and whose encoded form has a different meaning (RFC 3986, 3.4).
     */
    private static final String DELIMITERS = "!$&'()*+,;=:@/";

    private RowQuery() {}

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    public static String normal(String query) {
        return normal(query.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    public static String normal(byte[] query) {
        StringBuilder normal = new StringBuilder(query.length);
        for (int at = 0; at < query.length; at++) {
            if (query[at] == '%') {
                PercentEncoding.append(normal, PercentEncoding.octet(query, at, "a query"));
                at += 2;
            } else {
                appendRaw(normal, query[at] & 0xff);
            }
        }
        return normal.toString();
    }

    private static void appendRaw(StringBuilder normal, int octet) {
        if (octet < 0x20 || octet == 0x7f || octet == '#') {
            throw new IllegalArgumentException("a query must have no control characters and no #: percent-encode them");
        }
        if (octet < 0x80 && DELIMITERS.indexOf(octet) >= 0) {
            normal.append((char) octet);
        } else {
            PercentEncoding.append(normal, octet);
        }
    }
}
