package dev.corral.node.origin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The syntax and the comparison of entity tags.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, ETag</a>
 */
public final class EntityTag {

    private static final String WEAK = "W/";
    /** A member directly behind the previous one, or at the beginning. */
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

    /** Returns the tag without the prefix of weak tags. */
    public static String opaque(String tag) {
        return tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag;
    }

    public static String weak(String tag) {
        return WEAK + opaque(tag);
    }

    /**
     * Whether {@code If-None-Match} names the tag, by the weak comparison that it requires. A tag may contain a comma.
     * Nothing behind an invalid member counts.
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
