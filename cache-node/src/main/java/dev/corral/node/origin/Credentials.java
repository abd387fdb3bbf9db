package dev.corral.node.origin;

import java.util.List;
import java.util.Map;

/** The request headers that identify the caller. The origin's response to them is for that caller alone. */
public final class Credentials {

    /** The names, in lower case. */
    public static final List<String> NAMES = List.of("authorization", "cookie");

    private Credentials() {}

    public static boolean in(Map<String, String> requestFields) {
        return !requestFields.isEmpty() && NAMES.stream().anyMatch(requestFields::containsKey);
    }
}
