package dev.corral.node.origin;

import java.util.Map;

/**
 * The request header in which a client that repeats a request sends the number of the attempt. A node counts repeated
 * requests, and sends the number to the origin with the load that the request starts.
 */
public final class ClientAttempt {

    /** The name, in lower case. */
    public static final String NAME = "corral-attempt";

    private static final int MOST_DIGITS = 3;
    private static final int FIRST_REPEATED = 2;

    private ClientAttempt() {}

    /** Whether the headers of a request, in the form in which they are sent to the origin, are of a repeated one. */
    public static boolean isRepeated(Map<String, String> requestFields) {
        return !requestFields.isEmpty() && requestFields.containsKey(NAME);
    }

    /**
     * Returns the value if it is a number from 2 to 999; null for the first attempt. Any other text counts as the first
     * attempt, because a header that only serves to count must not fail a request.
     */
    public static String repeated(String value) {
        return value != null && isNumber(value) && Integer.parseInt(value) >= FIRST_REPEATED ? value : null;
    }

    private static boolean isNumber(String value) {
        return !value.isEmpty()
                && value.length() <= MOST_DIGITS
                && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
