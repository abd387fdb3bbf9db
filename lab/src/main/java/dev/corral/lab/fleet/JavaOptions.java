package dev.corral.lab.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * The options in a variable such as JAVA_TOOL_OPTIONS. They are separated by white space, which has no special meaning
 * inside single or double quotes, as in a JVM.
 */
final class JavaOptions {

    private static final char NONE = 0;

    private final List<String> options = new ArrayList<>();
    private final StringBuilder option = new StringBuilder();
    private boolean begun;
    private char quote = NONE;

    private JavaOptions() {}

    static List<String> split(String variable) {
        JavaOptions split = new JavaOptions();
        variable.chars().forEach(each -> split.take((char) each));
        split.end();
        return List.copyOf(split.options);
    }

    private void take(char next) {
        if (quote != NONE) {
            takeQuoted(next);
        } else if (next == '"' || next == '\'') {
            quote = next;
            begun = true;
        } else if (isSpace(next)) {
            end();
        } else {
            append(next);
        }
    }

    private void takeQuoted(char next) {
        if (next == quote) {
            quote = NONE;
        } else {
            append(next);
        }
    }

    private void append(char next) {
        option.append(next);
        begun = true;
    }

    private void end() {
        if (begun) {
            options.add(option.toString());
        }
        option.setLength(0);
        begun = false;
    }

    /** Whether this is white space, as the C library's {@code isspace} defines it for ASCII. */
    private static boolean isSpace(char each) {
        return each == ' ' || each >= '\t' && each <= '\r';
    }
}
