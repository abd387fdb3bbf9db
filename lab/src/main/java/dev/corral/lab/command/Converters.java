package dev.corral.lab.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The converters of option values. An invalid value fails with a description of what is allowed, from which {@link
 * Misuse} forms a sentence.
 */
public final class Converters {

    /** The description of a valid path. */
    static final String PATH = "the name of a file or folder";

    private static final String WHOLE = "a whole number";

    /** ASCII digits; Java itself also accepts those of other scripts. */
    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]+");

    private Converters() {}

    /** Registers the converters with a command line and all its commands. */
    public static void register(CommandLine line) {
        line.registerConverter(Path.class, Converters::path)
                .registerConverter(int.class, whole(Integer::parseInt))
                .registerConverter(Integer.class, whole(Integer::parseInt))
                .registerConverter(long.class, whole(Long::parseLong))
                .registerConverter(Long.class, whole(Long::parseLong))
                .registerConverter(double.class, Converters::number)
                .registerConverter(Double.class, Converters::number);
    }

    /** Rejects an empty path, which would mean the caller's folder. */
    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException(PATH);
        }
        return Path.of(text);
    }

    private static <T> ITypeConverter<T> whole(Function<String, T> parse) {
        return text -> {
            try {
                if (DIGITS.matcher(text).matches()) {
                    return parse.apply(text);
                }
            } catch (NumberFormatException tooLarge) {
                throw new TypeConversionException(WHOLE + " of fewer digits");
            }
            throw new TypeConversionException(WHOLE);
        };
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException none) {
            throw new TypeConversionException("a number");
        }
    }
}
