package dev.corral.node.origin;

/**
 * The id of a row whose key may have a query: the decoded path, then a question mark and the query in its normal form.
 *
 * <p>A question mark of the path itself is doubled in the id, and a query in its normal form has none. So {@code a?b}
 * with an encoded question mark and {@code a} with the query {@code b} are two ids, whether or not queries are part of
 * a cache's keys.
 *
 * @param path the decoded path
 * @param query the query in the form of {@link RowQuery#normal}; empty if there is none
 */
public record RowId(String path, String query) {

    private static final char MARK = '?';

    public static RowId of(String id) {
        if (id.indexOf(MARK) < 0) {
            return new RowId(id, "");
        }
        int end = endOfPath(id);
        String path = id.substring(0, end).replace("??", "?");
        return new RowId(path, end == id.length() ? "" : id.substring(end + 1));
    }

    public String text() {
        String escaped = path.indexOf(MARK) < 0 ? path : path.replace("?", "??");
        return query.isEmpty() ? escaped : escaped + MARK + query;
    }

    /** The first question mark that is not doubled ends the path. */
    private static int endOfPath(String id) {
        for (int at = id.indexOf(MARK); at >= 0; at = id.indexOf(MARK, at + 2)) {
            if (at + 1 == id.length() || id.charAt(at + 1) != MARK) {
                return at;
            }
        }
        return id.length();
    }
}
