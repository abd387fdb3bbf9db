package dev.corral.node.origin;

import java.net.IDN;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The host and port of a URL.
 *
 * @param host a host name, or an IP address, which is in brackets if it is an IPv6 address
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1123#section-2.1">RFC 1123, host names</a>
 */
record Authority(String host, int port) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+");
    private static final int LAST_PORT = 65_535;

    static Authority of(URI uri, int defaultPort) {
        String authority = uri.getRawAuthority();
        require(authority != null, "an origin's URL must name a host");
        require(
                authority.indexOf('@') < 0,
                "an origin's URL must have no user or password, because the node does not send them: remove them");
        boolean literal = authority.startsWith("[");
        require(
                literal || authority.indexOf(':') == authority.lastIndexOf(':'),
                "an IPv6 address must be in brackets, such as [::1]");
        int end = literal ? authority.indexOf(']') + 1 : authority.indexOf(':');
        String host = end < 0 ? authority : authority.substring(0, end);
        require(
                host.indexOf('_') < 0,
                "a host name must have no underscore: give the origin a name of letters, digits and dashes");
        require(!host.isEmpty(), "an origin's URL must name a host");
        require(
                host.chars().allMatch(each -> each < 0x80),
                "a host name must have ASCII letters only: write it as " + ascii(host));
        require(
                literal ? uri.getHost() != null : NAME.matcher(host).matches(),
                literal
                        ? "an IPv6 address must be in brackets and have no other characters, such as [::1]"
                        : "a host name must have only letters, digits, dots and dashes; write IPv6 as in [::1]");
        String port = end < 0 ? "" : authority.substring(end);
        return new Authority(host, port.length() <= 1 ? defaultPort : number(port));
    }

    /** The encoded form of an international name, if it has one. */
    private static String ascii(String host) {
        try {
            return IDN.toASCII(host);
        } catch (IllegalArgumentException none) {
            return "xn--...";
        }
    }

    private static int number(String colonAndPort) {
        String digits = colonAndPort.substring(1);
        boolean fits = digits.length() <= 5 && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        int port = fits ? Integer.parseInt(digits) : 0;
        require(port > 0 && port <= LAST_PORT, "an origin's port must be a number from 1 to 65535");
        return port;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
