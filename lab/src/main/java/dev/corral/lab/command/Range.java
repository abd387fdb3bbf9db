package dev.corral.lab.command;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * The range of the numbers that an option accepts. An option of the same name accepts the same range in every command.
 */
enum Range {
    NODES("--nodes", 1, 8, " cache nodes", true),
    PORT("--port", 1_024, 60_000, "", true),
    MAX_BODY("--max-body", 1, 256 << 20, " bytes", true),
    KEYS("--keys", 1, 100_000, " product keys", true),
    RATE("--rate", 1, 20_000, " reads per second", false),
    ZIPF("--zipf", 0, 5, "", false),
    VALUE_SIZE("--value-size", 1, 1 << 20, " bytes", true),
    ORIGIN_WORKERS("--origin-workers", 1, 100_000, "", true),
    BOUNDARIES("--boundaries", 1, 1_000, "", true);

    private final String option;
    private final long least;
    private final long most;
    private final String unit;
    private final boolean isWhole;

    Range(String option, long least, long most, String unit, boolean isWhole) {
        this.option = option;
        this.least = least;
        this.most = most;
        this.unit = unit;
        this.isWhole = isWhole;
    }

    /** Returns the range of the option with that name. */
    static Optional<Range> of(String option) {
        return Arrays.stream(values())
                .filter(each -> each.option.equals(option))
                .findFirst();
    }

    /** @throws IllegalArgumentException with a sentence, if the value is out of range or not a number */
    void require(double value) {
        Require.that(
                value >= least && value <= most,
                option + " is " + text(value) + "; it must be " + least + " to " + most + unit + ": correct it");
    }

    private static String text(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    /** The range as it follows "it must be" in the message for a value that is not a number. */
    String number() {
        return (isWhole ? "a whole number of " : "a number of ") + least + " to " + most + unit;
    }
}
