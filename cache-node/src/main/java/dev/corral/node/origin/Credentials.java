package dev.corral.node.origin;

import java.util.List;
import java.util.Map;

/** The request fields that say who asks. What the origin answers to them is for that caller alone. */
public final class Credentials {

    /** In lower case. */
    public static final List<String> NAMES = List.of("authorization", "cookie");

    private Credentials() {}

    public static boolean in(Map<String, String> requestFields) {
        return !requestFields.isEmpty() && NAMES.stream().anyMatch(requestFields::containsKey);
    }
}
