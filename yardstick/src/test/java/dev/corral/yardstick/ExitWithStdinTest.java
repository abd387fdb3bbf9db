package dev.corral.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExitWithStdinTest {

    private final List<String> steps = new ArrayList<>();

    @Test
    void endOfInput_asksForTheExitThenMakesSureOfIt() {
        ByteArrayInputStream input = new ByteArrayInputStream(new byte[] {1, 2, 3});

        run(input);

        assertThat(input.available()).isZero();
        assertThat(steps).containsExactly("exit", "or else");
    }

    @Test
    void brokenInput_isItsEnd() {
        run(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken pipe");
            }
        });

        assertThat(steps).containsExactly("exit", "or else");
    }

    private void run(InputStream input) {
        ExitWithStdin.atEndOf(input, () -> steps.add("exit"), () -> steps.add("or else"));
    }
}
