package dev.corral.node.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The header lines of a request, by name: all that a read needs of the framework. */
@FunctionalInterface
interface FieldLines {

    /** Checks for the header first, because most are absent, and the server would create a list for each. */
    static FieldLines of(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return name -> headers.contains(name) ? headers.getAll(name) : List.of();
    }

    /**
     * The lines of a header; empty, or null, if it is absent.
     *
     * @param name the name in the form that the server compares fastest: {@link
     *     io.vertx.core.http.HttpHeaders#createOptimized}
     */
    List<String> of(CharSequence name);

    /** The lines of one header, joined; null if it is absent. */
    default String joined(CharSequence name, String separator) {
        List<String> lines = of(name);
        return lines == null || lines.isEmpty() ? null : String.join(separator, lines);
    }

    /** The value of a header that has one; null if it is absent or its lines differ. */
    default String single(CharSequence name) {
        List<String> lines = of(name);
        return lines == null || lines.isEmpty() || differ(lines) ? null : lines.getFirst();
    }

    /** Whether the lines of a header that has one value contradict each other. */
    static boolean differ(List<String> lines) {
        for (int each = 1; each < lines.size(); each++) {
            if (!lines.get(each).equals(lines.getFirst())) {
                return true;
            }
        }
        return false;
    }
}
