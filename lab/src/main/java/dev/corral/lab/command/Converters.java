package dev.corral.lab.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine;

/** Reads the values of options. A value that cannot be read fails with what is allowed, which {@link Misuse} puts into words. */
public final class Converters {

    /** What a path must be. */
    static final String PATH = "the name of a file or folder";

    private static final String WHOLE = "a whole number";

    /** ASCII digits: Java itself takes those of other scripts too. */
    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]+");

    private Converters() {}

    /** For a command line and all its commands. */
    public static void register(CommandLine line) {
        line.registerConverter(Path.class, Converters::path)
                .registerConverter(int.class, whole(Integer::parseInt))
                .registerConverter(Integer.class, whole(Integer::parseInt))
                .registerConverter(long.class, whole(Long::parseLong))
                .registerConverter(double.class, Converters::number)
                .registerConverter(Double.class, Converters::number);
    }

    /** An empty path would be the folder of the caller. */
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
