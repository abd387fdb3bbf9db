package dev.corral.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void lostOutput_isNoSuccess() {
        assertThat(statusOf(1, new Full(), false)).isEqualTo(2);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .startsWith("corral: the output could not be written: make room where it is redirected to");
    }

    @Test
    void closedPipe_isTheReadersWish() {
        assertThat(statusOf(1, new Full(), true)).isEqualTo(1);
        assertThat(errors.size()).isZero();
    }

    @Test
    void writtenOutput_keepsTheExitCode() {
        assertThat(statusOf(0, new ByteArrayOutputStream(), false)).isZero();
        assertThat(errors.size()).isZero();
    }

    /** Returns the exit code for an output that is buffered until it is checked. */
    private int statusOf(int status, OutputStream file, boolean isPipe) {
        PrintStream out = new PrintStream(new BufferedOutputStream(file), false, StandardCharsets.UTF_8);
        out.print("the numbers");
        return StandardOutput.statusOf(status, out, isPipe, new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    private static final class Full extends OutputStream {

        @Override
        public void write(int each) throws IOException {
            throw new IOException("No space left on device");
        }
    }
}
