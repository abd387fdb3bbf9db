package dev.corral.lab.fleet;

import java.util.regex.Pattern;

/** URLs in a form that may be printed: without the user and the password. */
public final class Masked {

    /** Query parameters whose names imply that their values are secret. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)([?&;][^=&;]*(?:passw|pwd|token|secret|key|auth|sig)[^=&;]*=)(?!\\{key})[^&;]*");

    private Masked() {}

    /**
     * Hides everything before the last {@code @}, because a password that is not percent-encoded can contain any
     * character.
     */
    public static String url(String url) {
        int end = url.lastIndexOf('@');
        String masked = end < 0 ? url : url.substring(0, begin(url, end)) + "***" + url.substring(end);
        return SECRET.matcher(masked).replaceAll("$1***");
    }

    /** The index at which the secret part begins: after the slashes of the scheme, or after its colon. */
    private static int begin(String url, int end) {
        int slashes = url.indexOf("://");
        int colon = url.indexOf(':');
        return slashes >= 0 && slashes < end ? slashes + 3 : colon >= 0 && colon < end ? colon + 1 : 0;
    }
}
