package dev.corral.node.switches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

    @TempDir
    Path folder;

    private Path file;
    private Token token;

    @BeforeEach
    void name() {
        file = folder.resolve("token");
        token = new Token(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\n", "secret \n", "\n secret\n\n"})
    void tokenOfTheFile_isAcceptedWithoutTheWhiteSpaceAroundIt(String content) throws IOException {
        Files.writeString(file, content);

        assertThat(token.isIn("Bearer secret")).isTrue();
        assertThat(token.isIn("bearer  secret ")).isTrue();
    }

    @Test
    void otherHeader_isNotAccepted() throws IOException {
        Files.writeString(file, "secret\n");

        assertThat(token.isIn(null)).isFalse();
        for (String header :
                new String[] {"", "secret", "Basic secret", "Bearer", "Bearer ", "Bearer secre", "Bearer secret2"}) {
            assertThat(token.isIn(header)).as(header).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " \r\n\n", "two words", "two\nlines", "secr\u00e9t"})
    void fileWithoutAToken_isNoTokenOfAnyRequest(String content) throws IOException {
        Files.writeString(file, content);

        for (String header : new String[] {"Bearer ", "Bearer " + content}) {
            assertThatThrownBy(() -> token.isIn(header))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("corral.switches.token-file: " + file)
                    .hasMessageContaining("write");
        }
    }

    @Test
    void pipe_isRefusedAndKeepsNoRequestWaiting() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> assertTimeoutPreemptively(Duration.ofSeconds(5), () -> token.isIn("Bearer secret")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read; name a text file that exists");
    }

    @Test
    void fileThatIsAbsentOrReplaced_isReadAtEachRequest() throws IOException {
        assertThatThrownBy(() -> token.isIn("Bearer secret")).hasMessageContaining("cannot be read");
        Files.writeString(file, "secret");
        assertThat(token.isIn("Bearer secret")).isTrue();
        Files.writeString(file, "another");
        assertThat(token.isIn("Bearer secret")).isFalse();
    }
}
