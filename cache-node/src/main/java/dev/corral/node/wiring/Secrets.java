package dev.corral.node.wiring;

import java.util.regex.Pattern;

/** URLs as they may stand in a log: without the user and the password. */
final class Secrets {

    private static final Pattern USER_INFO = Pattern.compile("//[^/@]*@");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&]*");

    private Secrets() {}

    static String masked(String url) {
        String masked = USER_INFO.matcher(url).replaceAll("//***@");
        return PASSWORD.matcher(masked).replaceAll("$1***");
    }
}
