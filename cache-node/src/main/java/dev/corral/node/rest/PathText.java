package dev.corral.node.rest;

import dev.corral.node.origin.PercentEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The decoder of a part of a request target, in the form in which the server passes it on: every character is one
 * octet, so that a letter beyond ASCII that a client has not encoded equals its encoded form. Octets that are not UTF-8
 * are refused, never replaced.
 */
final class PathText {

    private PathText() {}

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    static String decode(String target, int from, int to) {
        for (int at = from; at < to; at++) {
            char each = target.charAt(at);
            if (each == '#') {
                throw new IllegalArgumentException("a key must have no unencoded #: encode it as %23");
            }
            if (each == '%' || each >= 0x80) {
                return text(decoded(target.substring(from, to)));
            }
        }
        return target.substring(from, to);
    }

    /** @throws IllegalArgumentException if a character is not one octet */
    static byte[] octets(String target) {
        byte[] octets = new byte[target.length()];
        for (int at = 0; at < octets.length; at++) {
            char each = target.charAt(at);
            if (each > 0xff) {
                throw new IllegalArgumentException("a request target must consist of octets");
            }
            octets[at] = (byte) each;
        }
        return octets;
    }

    private static ByteBuffer decoded(String segment) {
        byte[] raw = octets(segment);
        byte[] decoded = new byte[raw.length];
        int length = 0;
        for (int at = 0; at < raw.length; at++) {
            if (raw[at] == '#') {
                throw new IllegalArgumentException("a key must have no unencoded #: encode it as %23");
            }
            if (raw[at] == '%') {
                decoded[length++] = (byte) PercentEncoding.octet(raw, at, "a key");
                at += 2;
            } else {
                decoded[length++] = raw[at];
            }
        }
        return ByteBuffer.wrap(decoded, 0, length);
    }

    private static String text(ByteBuffer octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException("a key must be UTF-8: percent-encode the octets of its letters", broken);
        }
    }
}
