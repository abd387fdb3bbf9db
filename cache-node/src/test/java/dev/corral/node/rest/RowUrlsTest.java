package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.KeptAlive;
import dev.corral.node.testing.KeptAlive.Answer;
import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of which row a URL names, octet by octet, for every method. */
@QuarkusTest
class RowUrlsTest extends NodeTest {

    private static final String NO_BODY = "Content-Length: 0";

    private KeptAlive client;

    @BeforeEach
    void connect() throws IOException {
        client = new KeptAlive(base.getPort());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a;v=2    | a%3Bv%3D2  | /rows/a%3Bv%3D2
            a;       | a%3b       | /rows/a%3B
            ;a       | %3Ba       | /rows/%3Ba
            a+b      | a%2Bb      | /rows/a%2Bb
            café     | caf%c3%a9  | /rows/caf%C3%A9
            日本      | %E6%97%A5%E6%9C%AC | /rows/%E6%97%A5%E6%9C%AC
            🐎       | %f0%9f%90%8e | /rows/%F0%9F%90%8E
            "<>^`{}  | %22%3C%3E%5E%60%7B%7D | /rows/%22%3C%3E%5E%60%7B%7D
            a\\b      | a%5Cb      | /rows/a%5Cb
            ...      | %2e%2E.    | /rows/...
            .well-known | %2Ewell%2Dknown | /rows/.well-known
            a%2Fb    | %61%2f%62  | /rows/a%2Fb
            %252e%252e%252fa | %25%32e%252e%252fa | /rows/%252e%252e%252fa
            """)
    void spellingsOfAKey_areOneRowToEveryMethod(String raw, String encoded, String target) throws IOException {
        String one = "/caches/lock/" + octets(raw);
        String other = "/caches/lock/" + encoded;
        node.send("PUT", "/caches/lock/" + encoded, "new").join();
        assertThat(origin.target()).isEqualToIgnoringCase(target);

        assertThat(client.ask("GET", one).body()).isEqualTo("new");
        assertThat(client.ask("GET", other).fields().get("cache-status")).contains("hit");
        assertThat(client.ask("HEAD", one).fields().get("cache-status")).contains("hit");
        assertThat(client.ask("GET", one + "/entry").body()).contains("\"fresh\"");
        assertThat(client.ask("DELETE", one).status()).isEqualTo(204);
        assertThat(origin.target()).isEqualToIgnoringCase(target);
        assertThat(client.ask("GET", other + "/entry").body()).contains("\"absent\"");
        assertThat(client.ask("GET", other).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "%2e%2e",
                "..%2Fa",
                "%2e%2e%2fa",
                "a%2F..%2Fb",
                "..%5Ca",
                "a\\..",
                "%00",
                "a%0A",
                "a%7F",
                "a%C2%85",
                "%",
                "%2",
                "%zz",
                "%C0%AF",
                "%ED%A0%80",
                "caf\u00e9",
                "a#b",
                "a/b",
                "a/",
                "",
                "a/entry/",
                "a/%65ntry",
                "a//entry"
            })
    void whatNamesNoKey_isRefusedToEveryMethodAndReachesNothing(String segment) throws IOException {
        String before = lastTarget();
        for (String method : new String[] {"GET", "HEAD", "PUT", "DELETE"}) {
            Answer answer = client.ask(method, "/caches/lock/" + segment, NO_BODY);

            assertThat(answer.status()).as(method).isEqualTo(400);
            assertThat(answer.fields()).containsEntry("content-type", "application/problem+json");
        }
        assertThat(client.ask("GET", "/caches/lock/" + segment + "/entry").status())
                .isEqualTo(400);
        assertThat(lastTarget()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"k, 512", "%6B, 512", "%6b, 512", "%C3%BC, 256", "Ã¼, 256", "%F0%9F%90%8E, 128"})
    void longestKey_isCountedInItsOctetsHoweverItIsSpelled(String spelling, int times) throws IOException {
        String longest = String.join(
                "", IntStream.range(0, times).mapToObj(each -> spelling).toList());

        assertThat(client.ask("GET", "/caches/lock/" + longest).status()).isEqualTo(404);
        Answer longer = client.ask("GET", "/caches/lock/" + longest + "k");

        assertThat(longer.status()).isEqualTo(400);
        assertThat(longer.body()).contains("at most 512 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/caches/lock;x=1/k",
                "/caches//k",
                "/caches/./k",
                "/caches/LOCK/k",
                "/caches/lock%2Fk/k",
                "/caches/%zz/k"
            })
    void cacheThatIsNone_isUnknownToEveryMethod(String target) throws IOException {
        for (String method : new String[] {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST"}) {
            assertThat(client.ask(method, target, NO_BODY).status()).as(method).isEqualTo(404);
        }
    }

    @Test
    void cacheByItsEncodedName_isTheSame() throws IOException {
        origin.row("named", "row", 1);
        client.ask("GET", "/caches/lock/named");

        assertThat(client.ask("GET", "/caches/%6cock/named").fields().get("cache-status"))
                .contains("hit");
    }

    /** No path is normalised: a path that would name another row after normalisation names none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//caches/lock/k",
                "/x/../caches/lock/k",
                "/%63aches/lock/k",
                "http://node?x/caches/lock/k",
                "/./caches/lock/k"
            })
    void pathThatWouldBeARowOnceItIsNormalised_isNone(String target) throws IOException {
        assertThat(client.ask("GET", target).status()).isEqualTo(404);
    }

    @Test
    void absoluteFormOfATarget_isTheSameRow() throws IOException {
        origin.row("absolute", "row", 1);

        assertThat(client.ask("GET", "http://other:80/caches/lock/absolute").body())
                .isEqualTo("row");
        assertThat(client.ask("GET", "http://other/caches/lock/..").status()).isEqualTo(400);
        assertThat(client.ask("GET", "http://other#/caches/lock/absolute").status())
                .isEqualTo(400);
        assertThat(client.ask("GET", "http://other/caches/lock/absolute?x=1").status())
                .isEqualTo(400);
    }

    private String lastTarget() throws IOException {
        client.ask("DELETE", "/caches/lock/marker");
        return origin.target();
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
