package dev.corral.node.rest;

import dev.corral.guard.core.Key;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A key as one percent-encoded segment of a path. Decoded strictly: what is not UTF-8 is refused, never replaced. */
final class PathKey {

    private PathKey() {}

    static Key decode(String cache, String segment) {
        try {
            return new Key(cache, segment.indexOf('%') < 0 ? segment : text(octets(segment)));
        } catch (IllegalArgumentException broken) {
            throw new ProblemException(Problems.invalidKey(broken.getMessage()));
        }
    }

    private static byte[] octets(String segment) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(segment.length());
        for (int at = 0; at < segment.length(); at++) {
            char each = segment.charAt(at);
            if (each == '%') {
                octets.write(octet(segment, at));
                at += 2;
            } else {
                octets.writeBytes(String.valueOf(each).getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets.toByteArray();
    }

    private static int octet(String segment, int at) {
        int high = at + 2 < segment.length() ? Character.digit(segment.charAt(at + 1), 16) : -1;
        int low = high >= 0 ? Character.digit(segment.charAt(at + 2), 16) : -1;
        if (low < 0) {
            throw new IllegalArgumentException("a key is percent-encoded: two hexadecimal digits follow each %");
        }
        return high << 4 | low;
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException("a key is UTF-8", broken);
        }
    }
}
