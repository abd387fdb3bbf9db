package dev.corral.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.redis.client.impl.RedisURI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"redis://r:6379", "rediss://r:6379/1", "redis://r", "redis://r:6379?db=1"})
    void user_isFoundInTheAddress(String address) {
        RedisURI found = new RedisURI(RedisAddress.as("corral", address));

        assertThat(found.user()).isEqualTo("corral");
        assertThat(found.password()).isNull();
        assertThat(found.socketAddress()).isEqualTo(new RedisURI(address).socketAddress());
        assertThat(found.select()).isEqualTo(new RedisURI(address).select());
    }

    @Test
    void userInBothPlaces_isRefused() {
        assertBroken(() -> RedisAddress.as("corral", "redis://other:pw@r:6379"), "quarkus.redis.hosts contains a user");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a&password=x", "käse"})
    void oddUser_isRefused(String user) {
        assertBroken(() -> RedisAddress.as(user, "redis://r:6379"), "corral.redis.user: '" + user + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pä#s @:/%", "pä#s @:/%\n", "pä#s @:/%\r\n", "pä#s @:/%\n\n", "pä#s @:/%\n\r\n\r"})
    void password_isTheFileWithoutItsLineEnds(String content) throws IOException {
        assertThat(SecretFile.PASSWORD.read(written(content))).isEqualTo("pä#s @:/%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\n"})
    void emptyFile_isRefused(String content) throws IOException {
        Path file = written(content);

        assertBroken(() -> SecretFile.PASSWORD.read(file), "corral.redis.password-file: " + file + " is empty");
    }

    @Test
    void missingFile_isRefused() {
        Path file = folder.resolve("none");

        assertBroken(() -> SecretFile.PASSWORD.read(file), "corral.redis.password-file: " + file + " cannot be read");
    }

    @Test
    void endlessFile_isRefused() {
        assertBroken(
                () -> SecretFile.PASSWORD.read(Path.of("/dev/zero")),
                "corral.redis.password-file: /dev/zero is larger than 4096 bytes");
    }

    @Test
    void fileInAnotherCharset_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("password"), "käse".getBytes(StandardCharsets.ISO_8859_1));

        assertBroken(() -> SecretFile.PASSWORD.read(file), "corral.redis.password-file: " + file + " is not in UTF-8");
    }

    private Path written(String content) throws IOException {
        return Files.writeString(folder.resolve("password"), content);
    }

    private static void assertBroken(Runnable reading, String sentence) {
        assertThatThrownBy(reading::run)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(sentence);
    }
}
