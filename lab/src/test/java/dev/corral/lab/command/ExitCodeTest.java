package dev.corral.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

    @ParameterizedTest
    @CsvSource({
        "false, true, true, 0",
        "false, false, true, 0",
        "false, true, false, 2",
        "false, false, false, 2",
        "true, true, true, 0",
        "true, false, true, 1",
        "true, true, false, 2",
        "true, false, false, 1"
    })
    void missedPromise_countsOnlyWithCheckAndAHoleAlways(boolean check, boolean kept, boolean whole, int code) {
        assertThat(ExitCode.of(check, kept, whole)).isEqualTo(code);
    }
}
