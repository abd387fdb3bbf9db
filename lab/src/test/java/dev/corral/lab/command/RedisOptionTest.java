package dev.corral.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisOptionTest {

    @TempDir
    Path folder;

    @Test
    void passwordFile_isReadOnceBecauseItMayBeAPipe() throws IOException {
        Path file = folder.resolve("password");
        Files.writeString(file, "pw1\n");
        RedisOption option = option(file);

        option.require();
        Files.delete(file);

        assertThat(option.url()).isEqualTo("redis://:pw1@h");
    }

    @Test
    void endlessPasswordFile_isRefused() {
        assertThatThrownBy(() -> option(Path.of("/dev/zero")).require())
                .hasMessage(
                        "--redis-password-file is '/dev/zero'; it must hold the password in one line: write it there");
    }

    @Test
    void passwordFile_inAnotherCharsetIsRefusedByThat() throws IOException {
        Path file = Files.write(folder.resolve("password"), "k\u00e4se".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> option(file).require())
                .hasMessage("--redis-password-file is '" + file + "'; it must be a text file in UTF-8: convert it");
    }

    private static RedisOption option(Path file) {
        RedisOption option = new RedisOption();
        option.given = "redis://h";
        option.passwordFile = file;
        return option;
    }
}
