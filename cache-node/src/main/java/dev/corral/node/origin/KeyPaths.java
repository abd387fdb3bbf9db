package dev.corral.node.origin;

/**
 * The rules for the keys that an origin may receive. It could treat any other key as the path of another row: many
 * servers decode a path first, and then cut off parameters and a query, resolve its dot segments and merge its slashes.
 *
 * @param keepsSlashes whether the slashes of a key reach the origin unencoded
 */
public record KeyPaths(boolean keepsSlashes) {

    /** The characters that end a segment's name for a server that decodes first. */
    private static final String ENDS_OF_A_NAME = ";?#";

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    public void check(String path) {
        if (path.indexOf('.') >= 0 && hasDotSegment(path)) {
            throw new IllegalArgumentException("a key must have no segment . or .. between slashes or backslashes,"
                    + " encoded or not: name the row without them");
        }
        if (keepsSlashes && (path.startsWith("/") || path.contains("//"))) {
            throw new IllegalArgumentException("a key must have no empty segment before its end, because"
                    + " corral.origin.keep-slashes sends its slashes as they are: name the row without them");
        }
    }

    private static boolean hasDotSegment(String path) {
        int begin = 0;
        for (int at = 0; at <= path.length(); at++) {
            if (at == path.length() || isSeparator(path.charAt(at))) {
                if (isDots(path, begin, at)) {
                    return true;
                }
                begin = at + 1;
            }
        }
        return false;
    }

    private static boolean isSeparator(char each) {
        return each == '/' || each == '\\';
    }

    private static boolean isDots(String path, int begin, int end) {
        int at = begin;
        while (at < end && path.charAt(at) == '.') {
            at++;
        }
        boolean dotsOnly = at == end || ENDS_OF_A_NAME.indexOf(path.charAt(at)) >= 0;
        return dotsOnly && (at - begin == 1 || at - begin == 2);
    }
}
