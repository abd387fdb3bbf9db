package dev.corral.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.lab.Scenarios;
import dev.corral.lab.scenario.Rung;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    private static final ProgressLine LARGEST =
            new ProgressLine(Rung.SINGLE_FLIGHT.cache(), 1, 1_001, 1_001, 99_999_999);

    @Test
    void terminal_rewritesAndHasItsWidth() {
        assertThat(Terminal.of(true, "", Map.of("TERM", "xterm", "COLUMNS", "132")))
                .isEqualTo(new Terminal(true, 132));
        assertThat(Terminal.of(true, "", Map.of("TERM", "xterm", "NO_COLOR", "")))
                .isEqualTo(new Terminal(true, 80));
    }

    @ParameterizedTest
    @CsvSource({"60,, 60", "60, 132, 60", "132, 60, 60", "0, 70, 70", "'', '', 80", "501,, 500"})
    void narrowerOfTerminalAndVariable_counts(String width, String variable, int columns) {
        Map<String, String> environment =
                variable == null ? Map.of("TERM", "xterm") : Map.of("TERM", "xterm", "COLUMNS", variable);
        assertThat(Terminal.of(true, width, environment).columns()).isEqualTo(columns);
    }

    @Test
    void pipeDumbAbsentAndNoColor_arePlain() {
        assertThat(Terminal.of(false, "", Map.of("TERM", "xterm")).rewrites()).isFalse();
        assertThat(Terminal.of(true, "", Map.of("TERM", "dumb")).rewrites()).isFalse();
        assertThat(Terminal.of(true, "", Map.of()).rewrites()).isFalse();
        assertThat(Terminal.of(true, "", Map.of("TERM", "xterm", "NO_COLOR", "1"))
                        .rewrites())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "wide", "99999999999", "8e1"})
    void widthThatIsNone_isTheUsualOne(String columns) {
        assertThat(Terminal.of(true, "", Map.of("TERM", "xterm", "COLUMNS", columns))
                        .columns())
                .isEqualTo(80);
    }

    @Test
    void largestNumbers_fitEightyColumns() {
        String line = LARGEST.text(new Terminal(true, 80).longestLine());
        assertThat(line).hasSizeLessThanOrEqualTo(79).contains("boundary 1001 of 1001", "99999999 queries/s");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 40, 60, 79, 131, 499})
    void line_fitsEveryWidth(int columns) {
        for (Rung rung : Rung.values()) {
            for (double done : new double[] {-1, 0, 0.5, 1, 7}) {
                assertThat(new ProgressLine(rung.cache(), done, 3, 6, 2_053).text(columns))
                        .hasSizeLessThanOrEqualTo(columns);
                assertThat(LARGEST.text(columns)).hasSizeLessThanOrEqualTo(columns);
            }
        }
    }

    @Test
    void usualLine_hasItsWholeBar() {
        assertThat(new ProgressLine(Rung.NAIVE.cache(), 0.5, 3, 6, 2_053).text(100))
                .isEqualTo("naive         [############............] boundary 3 of 6   origin  2053 queries/s");
    }

    @ParameterizedTest
    @EnumSource(Rung.class)
    void plainProgress_isALineARung(Rung rung) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Progress progress =
                new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), new Terminal(false, 80))) {
            progress.run(rung.cache(), Scenarios.small(7), null);
            progress.begin();
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("running " + rung + ", ")
                .doesNotContain("\r", "\033")
                .hasLineCount(1);
    }
}
