package dev.corral.lab.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The sentence for a command line that cannot be read: what was given, what is allowed, what to change. */
public final class Misuse {

    private Misuse() {}

    public static String sentence(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return failure.getMessage() + nearest(unmatched.getSuggestions());
        }
        return failure.getCause() instanceof TypeConversionException wrong && failure.getArgSpec() != null
                ? ofValue(failure.getArgSpec(), String.valueOf(failure.getValue()), wrong.getMessage())
                : failure.getMessage();
    }

    private static String nearest(List<String> names) {
        return names.isEmpty() ? "" : "; the nearest there is: " + names.getFirst();
    }

    /** @param allowed by the type of the option */
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
