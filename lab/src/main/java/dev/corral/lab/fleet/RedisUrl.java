package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/** The address of an existing Redis, as the Redis client and the nodes parse it. */
public final class RedisUrl {

    private static final int DEFAULT_PORT = 6_379;
    private static final int LAST_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,9}");
    private static final String ENCODED =
            "a user and a password in which : / ? # @ and spaces are percent-encoded (@ is %40)";

    private static final String HOST = "a host name of letters, digits, dots and dashes, or an address";

    private final URI uri;

    private RedisUrl(URI uri) {
        this.uri = uri;
    }

    /** @throws LabException with a sentence that states what is wrong with the address */
    public static RedisUrl of(String given) {
        RedisUrl url = new RedisUrl(parsed(given.strip()));
        require(
                url.password() != null || url.user().isEmpty(),
                given,
                "a password where it has a user, such as user:password@");
        return url;
    }

    /** Parses an address whose password is given separately. */
    public static RedisUrl of(String given, String password) {
        RedisUrl url = new RedisUrl(parsed(given.strip()));
        require(url.password() == null, given, "no password in it if --redis-password-file has one");
        String address = url.text();
        int begin = address.indexOf("://") + 3;
        int host = url.user().isEmpty() ? begin : address.indexOf('@') + 1;
        String userInfo = encodedDelimiters(url.user()) + ":"
                + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20") + "@";
        return of(address.substring(0, begin) + userInfo + address.substring(host));
    }

    private static URI parsed(String given) {
        try {
            require(!given.startsWith("unix:"), given, "no path of a Unix socket, which is not supported");
            URI uri = new URI(given);
            require(SCHEMES.contains(String.valueOf(uri.getScheme())), given, "one of these two beginnings");
            boolean secret = given.indexOf('@') >= 0;
            require(uri.getHost() != null, given, secret && !isHostOdd(given) ? ENCODED : HOST);
            int port = uri.getPort();
            require(port != 0 && port <= LAST_PORT, given, "a port of 1 to " + LAST_PORT);
            require(
                    DATABASE.matcher(uri.getPath()).matches(),
                    given,
                    "the number of a database after the slash, such as /0");
            require(uri.getFragment() == null, given, secret ? ENCODED : "no fragment, which begins with #");
            return uri;
        } catch (URISyntaxException unreadable) {
            throw wrong(
                    given,
                    given.indexOf('@') < 0
                            ? "no spaces and no other characters that a URL cannot have"
                            : isHostOdd(given) ? HOST : ENCODED);
        }
    }

    /** Whether the part after the user and the password is not a valid host. */
    private static boolean isHostOdd(String given) {
        String authority = given.substring(Math.max(given.lastIndexOf('@') + 1, given.indexOf("//") + 2));
        try {
            return new URI("redis://" + authority).getHost() == null;
        } catch (URISyntaxException unreadable) {
            return true;
        }
    }

    private static void require(boolean holds, String given, String what) {
        if (!holds) {
            throw wrong(given, what);
        }
    }

    private static LabException wrong(String given, String what) {
        return new LabException("--redis is '" + Masked.url(given)
                + "'; it must be redis://host:port or rediss://host:port (TLS), with " + what
                + ": correct the address");
    }

    private String user() {
        String userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        return colon < 0 ? userInfo : userInfo.substring(0, colon);
    }

    private String password() {
        String userInfo = uri.getRawUserInfo();
        return userInfo == null || userInfo.indexOf(':') < 0 ? null : userInfo.substring(userInfo.indexOf(':') + 1);
    }

    /** The URL with its password; characters that another parser would interpret differently are percent-encoded. */
    public String text() {
        String text = uri.toString();
        int at = uri.getRawUserInfo() == null ? -1 : text.lastIndexOf('@');
        return at < 0 ? text : encodedDelimiters(text.substring(0, at)) + text.substring(at);
    }

    /**
     * Encodes the delimiters of the other parsers: the client decodes a plus as a space, and the nodes read a comma as
     * the end of an address and a dollar as a reference.
     */
    private static String encodedDelimiters(String text) {
        return text.replace("+", "%2B").replace(",", "%2C").replace("$", "%24");
    }

    boolean tls() {
        return uri.getScheme().equals("rediss");
    }

    /** The host; an IPv6 address without its brackets. */
    String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    /** The URL without its password. */
    @Override
    public String toString() {
        return Masked.url(uri.toString());
    }
}
