package dev.corral.node.switches;

/**
 * The person who makes a switch, and the reason.
 *
 * @param why may be empty
 */
public record Author(String who, String why) {

    private static final int MOST_CHARS = 200;

    /** The author of a switch whose request names none: the holder of the token. */
    public static final String OPERATOR = "operator";

    /** @throws IllegalArgumentException if a text is too long, or would break a line of a log */
    public Author {
        check("who", who);
        check("why", why);
    }

    private static void check(String name, String text) {
        if (text.length() > MOST_CHARS || !PlainText.isPlain(text)) {
            throw new IllegalArgumentException(
                    name + " must have at most " + MOST_CHARS + " characters, and no line breaks or other control characters: correct it");
        }
    }
}
