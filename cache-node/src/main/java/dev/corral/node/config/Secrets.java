package dev.corral.node.config;

import java.util.regex.Pattern;

/** Masks the user and the password of URLs that are logged. */
final class Secrets {

    private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&]*");

    private Secrets() {}

    /** Hides everything in front of the last @, because a password that is not encoded can contain any character. */
    static String masked(String url) {
        int end = url.lastIndexOf('@');
        String masked = end < 0 ? url : url.substring(0, begin(url, end)) + "***" + url.substring(end);
        return PASSWORD.matcher(masked).replaceAll("$1***");
    }

    /** The index where the secret begins: behind the slashes of the scheme, or behind its colon. */
    private static int begin(String url, int end) {
        int slashes = url.indexOf("://");
        int colon = url.indexOf(':');
        return slashes >= 0 && slashes < end ? slashes + 3 : colon >= 0 && colon < end ? colon + 1 : 0;
    }
}
