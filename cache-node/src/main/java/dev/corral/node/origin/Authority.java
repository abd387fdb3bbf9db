package dev.corral.node.origin;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * The host and port of a URL.
 *
 * @param host an IPv6 address in its brackets
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1123#section-2.1">RFC 1123, host names</a>
 */
record Authority(String host, int port) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+");
    private static final int LAST_PORT = 65_535;

    static Authority of(URI uri, int defaultPort) {
        String authority = uri.getRawAuthority();
        require(authority != null, "an origin's URL names a host");
        require(authority.indexOf('@') < 0, "an origin's URL has no user or password in it");
        boolean literal = authority.startsWith("[");
        int end = literal ? authority.indexOf(']') + 1 : authority.indexOf(':');
        String host = end < 0 ? authority : authority.substring(0, end);
        require(
                host.indexOf('_') < 0,
                "a host name has no underscore: give the origin a name of letters, digits and dashes");
        require(literal ? uri.getHost() != null : NAME.matcher(host).matches(), "an origin's URL names a host");
        String port = end < 0 ? "" : authority.substring(end);
        return new Authority(host, port.length() <= 1 ? defaultPort : number(port));
    }

    private static int number(String colonAndPort) {
        String digits = colonAndPort.substring(1);
        boolean fits = digits.length() <= 5 && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        int port = fits ? Integer.parseInt(digits) : 0;
        require(port > 0 && port <= LAST_PORT, "an origin's port is a number from 1 to 65535");
        return port;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
