package dev.corral.node.origin;

/**
 * The keys that no origin is asked for, because it could take them for the path of another row: many servers decode a
 * path first, and then resolve its dots and merge its slashes.
 *
 * @param keepsSlashes whether the slashes of a key reach the origin unencoded
 */
public record KeyPaths(boolean keepsSlashes) {

    /** @throws IllegalArgumentException with the rule that was broken, in one sentence */
    public void check(String path) {
        if (path.indexOf('.') >= 0 && hasDotSegment(path)) {
            throw new IllegalArgumentException(
                    "a key has no segment . or .. between slashes or backslashes, encoded or not: name the row without them");
        }
        if (keepsSlashes && (path.startsWith("/") || path.contains("//"))) {
            throw new IllegalArgumentException("a key has no empty segment before its end, because"
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
        int length = end - begin;
        return (length == 1 || length == 2) && path.charAt(begin) == '.' && path.charAt(end - 1) == '.';
    }
}
