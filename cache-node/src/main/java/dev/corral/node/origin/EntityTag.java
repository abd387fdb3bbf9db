package dev.corral.node.origin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How HTTP writes and compares the tag of a representation.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, ETag</a>
 */
public final class EntityTag {

    private static final String WEAK = "W/";
    /** Behind the one before it, or at the beginning. */
    private static final Pattern MEMBER =
            Pattern.compile("\\G[ \\t,]*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")[ \\t]*(?=,|$)");

    private EntityTag() {}

    public static boolean valid(String text) {
        int open = text.startsWith(WEAK) ? WEAK.length() : 0;
        int close = text.length() - 1;
        boolean fit = close > open && text.charAt(open) == '"' && text.charAt(close) == '"';
        for (int at = open + 1; fit && at < close; at++) {
            char each = text.charAt(at);
            fit = each >= 0x21 && each <= 0xff && each != '"' && each != 0x7f;
        }
        return fit;
    }

    /** The tag without the mark that it is weak. */
    public static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    public static String weak(String tag) {
        return WEAK + opaque(tag);
    }

    /**
     * Whether {@code If-None-Match} names the tag; compared weakly, as it asks for. A comma may stand inside a tag. Nothing
     * behind a member that is no tag counts.
     */
    public static boolean matches(String ifNoneMatch, String tag) {
        if (ifNoneMatch.strip().equals("*")) {
            return true;
        }
        Matcher candidate = MEMBER.matcher(ifNoneMatch);
        while (candidate.find()) {
            if (opaque(candidate.group(1)).equals(opaque(tag))) {
                return true;
            }
        }
        return false;
    }
}
