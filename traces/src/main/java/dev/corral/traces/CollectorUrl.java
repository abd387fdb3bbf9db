package dev.corral.traces;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The URL to which spans are sent: OTLP over HTTP, with protobuf bodies. */
public record CollectorUrl(URI url) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final String PATH = "/v1/traces";
    private static final int LAST_PORT = 65_535;

    /**
     * Returns the URL of a collector. If the text has no path, the path of the protocol is added.
     *
     * @throws IllegalArgumentException with the rule that was broken, in one sentence
     */
    public static CollectorUrl of(String text) {
        URI url = parsed(text);
        require(url.getScheme() != null && SCHEMES.contains(url.getScheme()), "must begin with http:// or https://");
        require(url.getHost() != null, "must have a host");
        require(url.getUserInfo() == null, "must have no user and no password");
        require(
                url.getPort() == -1 || url.getPort() > 0 && url.getPort() <= LAST_PORT,
                "must have a port of 1 to 65535");
        require(url.getRawQuery() == null && url.getRawFragment() == null, "must have no query and no fragment");
        boolean bare = url.getRawPath() == null
                || url.getRawPath().isEmpty()
                || url.getRawPath().equals("/");
        return new CollectorUrl(bare ? url.resolve(PATH) : url);
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException unfit) {
            throw new IllegalArgumentException("the URL of a collector must be a URL");
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("the URL of a collector " + rule);
        }
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
