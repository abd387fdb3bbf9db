package dev.corral.node.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The lines of a request's header, by the name of the field: all that a read wants to know of the framework below it. */
@FunctionalInterface
interface FieldLines {

    /** Most that are asked for are not there, and the server would make a list all the same. */
    static FieldLines of(HttpServerRequest request) {
        MultiMap headers = request.headers();
        return name -> headers.contains(name) ? headers.getAll(name) : List.of();
    }

    /**
     * Empty, or null, where there is none.
     *
     * @param name as the server compares it quickest: {@link io.vertx.core.http.HttpHeaders#createOptimized}
     */
    List<String> of(CharSequence name);

    /** The lines of one field as one; null where there is none. */
    default String joined(CharSequence name, String separator) {
        List<String> lines = of(name);
        return lines == null || lines.isEmpty() ? null : String.join(separator, lines);
    }

    /** The value of a field that has one; null where there is none, or where its lines differ. */
    default String single(CharSequence name) {
        List<String> lines = of(name);
        return lines == null || lines.isEmpty() || differ(lines) ? null : lines.getFirst();
    }

    /** Whether the lines of a field that has one value contradict each other. */
    static boolean differ(List<String> lines) {
        for (int each = 1; each < lines.size(); each++) {
            if (!lines.get(each).equals(lines.getFirst())) {
                return true;
            }
        }
        return false;
    }
}
