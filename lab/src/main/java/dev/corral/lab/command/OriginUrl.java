package dev.corral.lab.command;

import dev.corral.lab.fleet.Masked;
import io.netty.util.NetUtil;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** The rules for an origin's URL that can be checked before a node is started. */
final class OriginUrl {

    private static final String PLACE = "{key}";
    private static final String EXAMPLE = ", such as 'http://127.0.0.1:9000/rows/{key}'";
    private static final Pattern BEGINNING = Pattern.compile("(?i)https?://.*");
    private static final Pattern PORT = Pattern.compile("|:|:[0-9]{1,5}");
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9-]{1,63}\\.)*[A-Za-z0-9-]{1,63}");

    /** A host whose last label consists of digits is an address, and must then be a valid one. */
    private static final Pattern NUMBERS = Pattern.compile("(.*\\.)?[0-9]+");

    private static final int LAST_PORT = 65_535;

    private final String url;

    private OriginUrl(String url) {
        this.url = url;
    }

    /** @throws IllegalArgumentException with a sentence that states what is wrong */
    static void check(String url) {
        new OriginUrl(url).check();
    }

    private void check() {
        int place = url.indexOf(PLACE);
        Require.that(
                place >= 0 && url.indexOf(PLACE, place + 1) < 0,
                "--origin is '" + Masked.url(url) + "'; it must be a URL with {key} exactly once" + EXAMPLE
                        + ": correct it");
        Require.that(
                BEGINNING.matcher(url).matches(),
                "--origin is '" + Masked.url(url) + "'; it must be a URL that begins with http:// or https://" + EXAMPLE
                        + ": correct it");
        require(url.chars().noneMatch(each -> each <= 0x20 || each == 0x7f), "no spaces in it: encode each as %20");
        require(url.indexOf('#') < 0, "no fragment: remove the part from # on");
        int begin = url.indexOf("//") + 2;
        int slash = url.indexOf('/', begin);
        int end = firstOf(slash, url.indexOf('?', begin));
        require(
                slash >= 0 && slash < place,
                "{key} in its path or query, after the / that follows the host: move it there");
        checkAuthority(url.substring(begin, end));
        requireReadable();
    }

    private static int firstOf(int... positions) {
        int first = Integer.MAX_VALUE;
        for (int position : positions) {
            first = position < 0 ? first : Math.min(first, position);
        }
        return first;
    }

    private void checkAuthority(String authority) {
        require(authority.indexOf('@') < 0, "no user or password in it, because nodes do not send them: remove them");
        int bracket = authority.lastIndexOf(']') + 1;
        int colon = authority.indexOf(':', bracket);
        require(
                bracket > 0 || colon == authority.lastIndexOf(':'),
                "a host name or an address, one of IPv6 in brackets, such as [::1]: correct it");
        String host = colon < 0 ? authority : authority.substring(0, colon);
        require(!host.isEmpty(), "a host: add it");
        require(
                host.indexOf('_') < 0,
                "no underscore in the host name: give the host a name of letters, digits and dashes");
        require(
                host.chars().allMatch(each -> each < 0x80),
                "ASCII letters only in the host name: write it as " + ascii(host));
        require(
                host.indexOf('%') < 0,
                "no zone in the address, because a zone is valid on one host only: remove the part from % on");
        require(
                bracket > 0 ? isReadable("http://" + host) : isName(host),
                "a host name of letters, digits, dots and dashes, or an address, one of IPv6 in brackets: correct it");
        String port = colon < 0 ? "" : authority.substring(colon);
        require(PORT.matcher(port).matches() && isPort(port), "a port of 1 to " + LAST_PORT + ": correct it");
    }

    private static boolean isName(String host) {
        return NAME.matcher(host).matches() && (!NUMBERS.matcher(host).matches() || NetUtil.isValidIpV4Address(host));
    }

    private static boolean isPort(String port) {
        if (port.length() <= 1) {
            return true;
        }
        int number = Integer.parseInt(port.substring(1));
        return number >= 1 && number <= LAST_PORT;
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException none) {
            return "xn--...";
        }
    }

    private static boolean isReadable(String url) {
        try {
            return new URI(url).getHost() != null;
        } catch (URISyntaxException unreadable) {
            return false;
        }
    }

    private void requireReadable() {
        try {
            new URI(url.replace(PLACE, "key"));
        } catch (URISyntaxException unreadable) {
            require(false, "only characters that a URL can have: percent-encode the others");
        }
    }

    private void require(boolean holds, String what) {
        Require.that(holds, "--origin is '" + Masked.url(url) + "'; it must have " + what);
    }
}
