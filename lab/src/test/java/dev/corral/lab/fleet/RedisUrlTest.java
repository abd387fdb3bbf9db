package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import io.vertx.redis.client.impl.RedisURI;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redis://localhost:6379          | localhost | 6379  | false",
                "redis://h                       | h         | 6379  | false",
                "rediss://h:7/3                  | h         | 7     | true",
                "redis://[::1]:7                 | ::1       | 7     | false",
                "redis://u:word@h:7?client=x     | h         | 7     | false",
                "redis://h?db=1                  | h         | 6379  | false"
            })
    void possibleAddress_isRead(String given, String host, int port, boolean tls) {
        RedisUrl url = RedisUrl.of(given);

        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(new RedisURI(url.text()).ssl()).isEqualTo(tls);
        assertThat(new RedisURI(url.text()).socketAddress().port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                      | one of these two beginnings",
                "localhost:6379          | one of these two beginnings",
                "localhost               | one of these two beginnings",
                "http://localhost:6379   | one of these two beginnings",
                "redis:/host             | a host name",
                "redis://                | characters that a URL cannot have",
                "redis://:6379           | a host name",
                "redis://my_redis:7000   | a host name of letters, digits, dots and dashes",
                "redis://h:0             | a port of 1 to 65535",
                "redis://h:99999         | a port of 1 to 65535",
                "redis://h:-1            | a host name",
                "redis://h:port          | a host name",
                "redis://h/first         | the number of a database",
                "redis://h/-1            | the number of a database",
                "redis://h/1.5           | the number of a database",
                "redis://h/0#x           | no fragment, which begins with #",
                "redis://h h             | no spaces",
                "unix:///tmp/redis.sock  | which is not supported",
                "redis://u@h             | a password where it has a user",
                "redis://:wo@rd@h        | are percent-encoded (@ is %40)",
                "redis://:wo/rd@h        | are percent-encoded (@ is %40)",
                "redis://:wo?rd@h        | are percent-encoded (@ is %40)",
                "redis://:wo#rd@h        | are percent-encoded (@ is %40)",
                "redis://:wo rd@h        | are percent-encoded (@ is %40)"
            })
    void impossibleAddress_isOneSentenceWithoutItsPassword(String given, String what) {
        assertThatThrownBy(() -> RedisUrl.of(given))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith(
                        "--redis is '" + (given.contains("@") ? "redis://***@h" : given) + "'; it must be ")
                .hasMessageContaining(what)
                .hasMessageEndingWith(": correct the address")
                .hasMessageNotContaining("wo@")
                .hasMessageNotContaining("\n");
    }

    /** The password is valid in these URLs; only the host is not. */
    @ParameterizedTest
    @ValueSource(strings = {"redis://:word@256.1.1.1.:24180", "redis://:word@a..b", "redis://u:word@my_host:1"})
    void impossibleHostBehindAPassword_isBlamedOnTheHost(String given) {
        assertThatThrownBy(() -> RedisUrl.of(given))
                .hasMessageContaining("a host name of letters, digits, dots and dashes, or an address: correct")
                .hasMessageNotContaining("word");
    }

    @Test
    void secretsInAQuery_areMasked() {
        assertThat(Masked.url("http://h/{key}?password=a&api_key=b&access_token=c&page=2"))
                .isEqualTo("http://h/{key}?password=***&api_key=***&access_token=***&page=2");
        assertThat(Masked.url("http://h/rows?key={key}")).isEqualTo("http://h/rows?key={key}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "p@ss:w/o?r#d", "a b", "a+b", "a,b", "a${b}", "100%", "\u00e4\u00f6", "\"'\\<>"})
    void passwordOfAFile_reachesClientAndNodesUnchanged(String password) {
        String text = RedisUrl.of("redis://h:7/1", password).text();

        assertThat(new RedisURI(text).password()).isEqualTo(password);
        assertThat(URI.create(text).getHost()).isEqualTo("h");
        assertThat(text)
                .as("what the configuration of a node reads as one value")
                .doesNotContain(",", "$");
    }

    @Test
    void userOfTheAddress_hasThePasswordOfTheFile() {
        RedisURI read = new RedisURI(RedisUrl.of("rediss://corral@h:7", "word").text());

        assertThat(read.user()).isEqualTo("corral");
        assertThat(read.password()).isEqualTo("word");
        assertThat(read.ssl()).isTrue();
    }

    @Test
    void passwordInBothPlaces_isRefused() {
        assertThatThrownBy(() -> RedisUrl.of("redis://:word@h", "other"))
                .hasMessageContaining("no password in it if --redis-password-file has one")
                .hasMessageNotContaining("word@");
    }

    @Test
    void plusInAPassword_isNoSpace() {
        assertThat(new RedisURI(RedisUrl.of("redis://:a+b@h").text()).password())
                .isEqualTo("a+b");
    }

    @Test
    void printedAddress_hasNoPassword() {
        assertThat(RedisUrl.of("redis://u:word@h:7/1")).hasToString("redis://***@h:7/1");
        assertThat(RedisUrl.of("redis://h?password=word")).hasToString("redis://h?password=***");
    }
}
