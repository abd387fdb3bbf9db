package dev.corral.lab;

import dev.corral.lab.ending.LabException;
import dev.corral.lab.text.Text;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message of a failure as printable text: on one line, without control characters, and with long values shortened.
 */
final class Sentence {

    /** A quoted value or a word that is longer than any usual path. */
    private static final Pattern LONG = Pattern.compile("'[^']{400,}'|\\S{400,}");

    private static final int SHOWN = 60;

    private Sentence() {}

    /** Returns the printable message. The log lines that follow the sentence remain on lines of their own. */
    static String printable(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        String sentence = failure instanceof LabException trouble ? trouble.sentence() : message;
        return printable(sentence) + escaped(message.substring(sentence.length()), "\n\t");
    }

    static String printable(String sentence) {
        return LONG.matcher(escaped(sentence, "")).replaceAll(Sentence::shortened);
    }

    private static String shortened(MatchResult found) {
        String value = found.group();
        String end = value.startsWith("'") ? "'" : "";
        return Matcher.quoteReplacement(
                value.substring(0, SHOWN) + "..." + end + " (" + (value.length() - 2 * end.length()) + " characters)");
    }

    private static String escaped(String text, String kept) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(each -> {
            if (Character.isISOControl(each) && kept.indexOf(each) < 0) {
                escaped.append(each == '\n' ? "\\n" : Text.of("\\x%02x", each));
            } else {
                escaped.appendCodePoint(each);
            }
        });
        return escaped.toString();
    }
}
