package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Checks the help of every command: complete sentences, the usual width, and no colours where the output is not a
 * terminal.
 */
class HelpTest {

    private static final int WIDTH = 80;

    static Stream<CommandLine> commands() {
        CommandLine root = Main.commandLine();
        return Stream.concat(
                Stream.of(root),
                root.getSubcommands().entrySet().stream()
                        .filter(command -> !command.getKey().equals("help"))
                        .map(java.util.Map.Entry::getValue));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyParagraph_isWholeSentences(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        List<String> paragraphs =
                new ArrayList<>(Arrays.asList(spec.usageMessage().description()));
        spec.options().forEach(option -> paragraphs.addAll(Arrays.asList(option.description())));
        spec.positionalParameters().forEach(each -> paragraphs.addAll(Arrays.asList(each.description())));
        assertThat(paragraphs).isNotEmpty().allSatisfy(HelpTest::isWhole);
        assertThat(spec.usageMessage().footer())
                .filteredOn(line -> !line.isEmpty())
                .allSatisfy(line -> assertThat(line).matches("(Example|Begin with): \\./corral .*|Exit codes: .*\\."));
    }

    private static void isWhole(String paragraph) {
        assertThat(paragraph).matches("(?s)[A-Z{].*\\.").doesNotContain("\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyLine_fitsTheUsualWidthWithoutColours(CommandLine command) {
        StringWriter out = new StringWriter();
        command.usage(new PrintWriter(out), command.getColorScheme());
        assertThat(out.toString()).doesNotContain("\033");
        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(WIDTH)
                        .as("an address stands on one line")
                        .doesNotEndWith("//host:"));
    }

    @Test
    void everyCommandThatMeasures_namesItsExitCodes() {
        for (String name : List.of("lab", "scopes", "break", "drill", "bench")) {
            StringWriter out = new StringWriter();
            assertThat(Main.commandLine().setOut(new PrintWriter(out)).execute(name, "--help"))
                    .isZero();
            assertThat(out.toString().replaceAll("\\s+", " "))
                    .contains("1 a promise was measured and missed, with --check;")
                    .contains("2 the run could not start, could not continue, or could not measure everything.");
        }
    }
}
