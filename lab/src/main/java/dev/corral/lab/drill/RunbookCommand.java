package dev.corral.lab.drill;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command of the runbook. A word in capitals stands for any word, {@code KEY} for one or more, and a number for any
 * number.
 *
 * @param text the command as the runbook states it
 */
record RunbookCommand(String text) {

    /** How a command that makes a switch begins. */
    static final String CTL = "./corral ctl ";

    private static final String UNDO = CTL + "undo";
    private static final Pattern NUMBER = Pattern.compile("\\d+[a-z]*");
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+");
    private static final Pattern VERBATIM = Pattern.compile("CONFIG|SET");
    private static final String KEY = "KEY";

    /** Whether it is a command of {@code ./corral ctl}. */
    boolean isCtl() {
        return text.startsWith(CTL);
    }

    boolean isUndo() {
        return text.startsWith(UNDO);
    }

    /** Whether a command that was run is this one. */
    boolean matches(String run) {
        return run.matches(
                Arrays.stream(text.split(" ")).map(RunbookCommand::pattern).collect(Collectors.joining(" ")));
    }

    private static String pattern(String word) {
        if (word.equals(KEY)) {
            return "\\S+(?: \\S+)*";
        }
        if (NUMBER.matcher(word).matches()) {
            return NUMBER.pattern();
        }
        return isPlaceholder(word) ? "\\S+" : Pattern.quote(word);
    }

    private static boolean isPlaceholder(String word) {
        return PLACEHOLDER.matcher(word).matches() && !VERBATIM.matcher(word).matches();
    }

    /** Returns the arguments of {@code ./corral ctl} with these values. */
    String arguments(String cache, String key, String revision) {
        return Arrays.stream(text.substring(CTL.length()).split(" "))
                .map(word -> switch (word) {
                    case "CACHE" -> cache;
                    case KEY -> key;
                    case "REVISION" -> revision;
                    default -> word;
                })
                .collect(Collectors.joining(" "));
    }
}
