package dev.corral.node.origin;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The URL of a row: an http or https URL in which {@code {key}} stands for the row's percent-encoded id. */
public final class UrlTemplate {

    private static final String PLACE = "{key}";

    private final Authority authority;
    private final boolean tls;
    private final String before;
    private final String after;
    private final KeyPaths keys;

    /**
     * @param keys the rules for keys, and for their slashes
     * @throws IllegalArgumentException with the rule that was broken, in one sentence
     */
    public UrlTemplate(String template, KeyPaths keys) {
        int place = template.indexOf(PLACE);
        require(place >= 0 && template.indexOf(PLACE, place + 1) < 0, "an origin's URL must have {key} exactly once");
        require(
                template.chars().noneMatch(each -> each <= 0x20 || each == 0x7f),
                "an origin's URL must have no spaces: encode each as %20");
        URI uri = parse(template);
        tls = "https".equalsIgnoreCase(uri.getScheme());
        require(tls || "http".equalsIgnoreCase(uri.getScheme()), "an origin's URL must begin with http:// or https://");
        authority = Authority.of(uri, tls ? 443 : 80);
        require(
                uri.getRawFragment() == null,
                "an origin's URL must have no fragment, which is never sent: remove the # and the text after it");
        int path = template.indexOf('/', template.indexOf("//") + 2);
        require(
                path >= 0 && path < place,
                "an origin's URL must have {key} in its path or query, after the / that follows the host");
        before = template.substring(path, place);
        after = template.substring(place + PLACE.length());
        this.keys = keys;
    }

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    public UrlTemplate(String template) {
        this(template, new KeyPaths(false));
    }

    public String host() {
        return authority.host();
    }

    public int port() {
        return authority.port();
    }

    public boolean tls() {
        return tls;
    }

    /**
     * Returns the template with scheme and host in lower case and with its port, so that spellings of one template are
     * equal.
     */
    public String normalised() {
        return (tls ? "https://" : "http://") + host().toLowerCase(Locale.ROOT) + ":" + port() + before + PLACE + after;
    }

    /**
     * Path and query for a row.
     *
     * @param id the {@linkplain RowId#text() text of a row's id}
     * @throws IllegalArgumentException if the template has no URL for this row
     */
    public String pathOf(String id) {
        RowId row = RowId.of(id);
        keys.check(row.path());
        StringBuilder path = new StringBuilder(before.length() + id.length() + after.length() + 16).append(before);
        for (byte each : row.path().getBytes(StandardCharsets.UTF_8)) {
            append(path, each & 0xff);
        }
        path.append(after);
        if (!row.query().isEmpty()) {
            path.append(hasQuery() ? '&' : '?').append(RowQuery.normal(row.query()));
        }
        return path.toString();
    }

    private void append(StringBuilder path, int octet) {
        if (octet == '/' && keys.keepsSlashes()) {
            path.append('/');
        } else {
            PercentEncoding.append(path, octet);
        }
    }

    private boolean hasQuery() {
        return before.indexOf('?') >= 0 || after.indexOf('?') >= 0;
    }

    private static URI parse(String template) {
        try {
            return URI.create(template.replace(PLACE, "key"));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("an origin's URL must be a valid URL around {key}", broken);
        }
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
