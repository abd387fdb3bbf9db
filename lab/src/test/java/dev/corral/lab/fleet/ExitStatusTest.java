package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0   | ended with exit status 0",
                "1   | ended with exit status 1",
                "127 | ended with exit status 127",
                "128 | ended with exit status 128",
                "130 | was ended by SIGINT (exit status 130)",
                "134 | was ended by SIGABRT (exit status 134)",
                "139 | was ended by SIGSEGV (exit status 139)",
                "143 | was ended by SIGTERM (exit status 143)",
                "145 | was ended by signal 17 (exit status 145)",
                "255 | ended with exit status 255"
            })
    void status_namesItsSignal(int code, String sentence) {
        assertThat(new ExitStatus(code).sentence()).isEqualTo(sentence);
    }

    @Test
    void sigkill_namesItsUsualCause() {
        assertThat(new ExitStatus(137).sentence())
                .startsWith("was ended by SIGKILL (exit status 137; if no user sent it,")
                .contains("out-of-memory killer");
    }

    @Test
    void killedProcess_hasTheStatusOfItsSignal() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        process.destroyForcibly().waitFor();

        assertThat(new ExitStatus(process.exitValue()).sentence()).contains("SIGKILL");
    }
}
