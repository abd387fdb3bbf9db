package dev.corral.node.origin;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where a row lives: an http or https URL in which {@code {key}} stands for the row's percent-encoded id. */
public final class UrlTemplate {

    private static final String PLACE = "{key}";
    private static final String UNRESERVED = "-._~";

    private final String host;
    private final int port;
    private final boolean tls;
    private final String before;
    private final String after;

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    public UrlTemplate(String template) {
        int place = template.indexOf(PLACE);
        require(place >= 0 && template.indexOf(PLACE, place + 1) < 0, "an origin's URL has {key} in it exactly once");
        URI uri = parse(template);
        require("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()), "an origin's URL is http or https");
        require(uri.getHost() != null, "an origin's URL names a host");
        require(uri.getUserInfo() == null, "an origin's URL has no user or password in it");
        require(uri.getRawFragment() == null, "an origin's URL has no fragment");
        int path = template.indexOf('/', template.indexOf("//") + 2);
        require(path >= 0 && path < place, "an origin's URL has {key} in its path or query");
        tls = "https".equals(uri.getScheme());
        host = uri.getHost();
        port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        before = template.substring(path, place);
        after = template.substring(place + PLACE.length());
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public boolean tls() {
        return tls;
    }

    /** Returns the template with scheme and host in lower case and with its port: spellings of one template are equal. */
    public String normalised() {
        return (tls ? "https://" : "http://") + host.toLowerCase(Locale.ROOT) + ":" + port + before + PLACE + after;
    }

    /** Path and query for a row. */
    public String pathOf(String id) {
        StringBuilder path = new StringBuilder(before.length() + id.length() + after.length() + 16).append(before);
        for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
            appendEncoded(path, each & 0xff);
        }
        return path.append(after).toString();
    }

    private static void appendEncoded(StringBuilder path, int octet) {
        if (octet < 128 && (Character.isLetterOrDigit(octet) || UNRESERVED.indexOf(octet) >= 0)) {
            path.append((char) octet);
        } else {
            path.append('%').append(Character.toUpperCase(Character.forDigit(octet >> 4, 16)));
            path.append(Character.toUpperCase(Character.forDigit(octet & 15, 16)));
        }
    }

    private static URI parse(String template) {
        try {
            return URI.create(template.replace(PLACE, "key"));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("an origin's URL is a valid URL around {key}", broken);
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
