package dev.corral.node.switches;

/** The rule for texts of clients that are recorded: they must not break a line of a log or of a terminal. */
final class PlainText {

    private PlainText() {}

    /** Whether the text has no control characters, no line breaks, and no half of a surrogate pair. */
    static boolean isPlain(String text) {
        return text.codePoints().noneMatch(PlainText::isSpecial);
    }

    private static boolean isSpecial(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default -> false;
        };
    }
}
