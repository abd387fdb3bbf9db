package dev.corral.lab.command;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The error message for an invalid command line: what was given, what is allowed, and what to change. */
public final class Misuse {

    /** The largest number of typing errors in a name for which the correct one is suggested. */
    private static final int MOST_EDITS = 2;

    private Misuse() {}

    public static String sentence(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return failure.getMessage()
                    + nearest(
                            unmatched.getUnmatched().getFirst(),
                            failure.getCommandLine().getCommandSpec());
        }
        return failure.getCause() instanceof TypeConversionException wrong && failure.getArgSpec() != null
                ? ofValue(failure.getArgSpec(), String.valueOf(failure.getValue()), wrong.getMessage())
                : failure.getMessage();
    }

    /** @param given an option that does not exist, possibly with its value, or a command */
    private static String nearest(String given, CommandSpec command) {
        String name = given.replaceFirst("=.*", "");
        Set<String> names = given.startsWith("-")
                ? command.optionsMap().keySet()
                : command.subcommands().keySet();
        return names.stream()
                .filter(each -> distance(name, each) <= MOST_EDITS)
                .min(Comparator.comparingInt(each -> distance(name, each)))
                .map(nearest -> "; the closest name is " + nearest)
                .orElse("");
    }

    /**
     * The number of characters to add, remove or replace (Levenshtein distance); a large number for words whose lengths
     * differ too much.
     */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > MOST_EDITS) {
            return Integer.MAX_VALUE;
        }
        int[] last = IntStream.rangeClosed(0, other.length()).toArray();
        for (int row = 1; row <= one.length(); row++) {
            int[] next = new int[last.length];
            next[0] = row;
            for (int at = 1; at < last.length; at++) {
                int replaced = last[at - 1] + (one.charAt(row - 1) == other.charAt(at - 1) ? 0 : 1);
                next[at] = Math.min(replaced, 1 + Math.min(last[at], next[at - 1]));
            }
            last = next;
        }
        return last[other.length()];
    }

    /** @param allowed the description of the allowed values, from the type of the option */
    private static String ofValue(ArgSpec argument, String value, String allowed) {
        String name = argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
        if (allowed.equals(Converters.PATH)) {
            boolean isFolder = argument.paramLabel().equals("DIR");
            return name + " is empty; it must name a " + (isFolder ? "folder" : "file") + ": correct it";
        }
        Optional<Range> range = Range.of(name);
        return name + (value.isBlank() ? " is empty" : " is '" + value + "'") + "; it must be "
                + range.map(Range::number).orElse(allowed) + ": correct it";
    }
}
