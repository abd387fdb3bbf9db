package dev.corral.guard.fleet;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The fleets that are simulated: some of every mix, or those that the command line names. */
final class Seeds {

    private static final String MIX = "corral.simulation.mix";
    private static final String SEED = "corral.simulation.seed";
    private static final String SEEDS = "corral.simulation.seeds";
    private static final String NODES = "corral.simulation.nodes";
    private static final long USUAL = 40;

    private Seeds() {}

    static LongStream all() {
        Long one = number(SEED);
        Long many = number(SEEDS);
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, many == null ? USUAL : many);
    }

    /** The seeds of a default run, whatever the command line names. */
    static LongStream usual() {
        return LongStream.rangeClosed(1, USUAL);
    }

    static Stream<Mix> mixes() {
        String name = System.getProperty(MIX);
        return name == null ? Stream.of(Mix.values()) : Stream.of(mix(name));
    }

    /** The sizes of fleets whose costs are compared. */
    static IntStream sizes() {
        String text = System.getProperty(NODES, "1,3,10,30");
        if (!text.matches("[1-9]\\d{0,3}(,[1-9]\\d{0,3})*")) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s is a list of numbers such as 1,10,100, not %s", NODES, text));
        }
        return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt);
    }

    /** Returns the command that repeats exactly this run. */
    static String again(Mix mix, long seed) {
        return String.format(
                Locale.ROOT, "./corral test -pl guard -Dtest=SimulationTest -D%s=%s -D%s=%d", MIX, mix, SEED, seed);
    }

    private static Mix mix(String name) {
        return Stream.of(Mix.values())
                .filter(mix -> mix.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(String.format(
                        Locale.ROOT, "%s is one of %s, not %s", MIX, Arrays.toString(Mix.values()), name)));
    }

    private static Long number(String property) {
        String text = System.getProperty(property);
        if (text != null && !text.matches("\\d{1,15}")) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s is a whole number, not %s", property, text));
        }
        return text == null ? null : Long.valueOf(text);
    }
}
