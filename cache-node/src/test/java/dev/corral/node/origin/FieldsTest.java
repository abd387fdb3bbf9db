package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.LoadFailure.OriginFailed;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

    @Test
    void severalOfOneName_areOneWithCommasAndCookiesALineEach() {
        headers.add("Link", "a").add("LINK", " b ").add("Set-Cookie", "a=1").add("Set-Cookie", "b=2");

        assertThat(Fields.of(headers)).isEqualTo(Map.of("link", "a, b", "set-cookie", "a=1\nb=2"));
    }

    @Test
    void whatTheConnectionNames_endsWithIt() {
        headers.add("Connection", "X-One").add("Connection", "close , x-TWO");
        headers.add("X-One", "1").add("X-Two", "2").add("X-Three", "3");

        assertThat(Fields.of(headers)).isEqualTo(Map.of("x-three", "3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keep-Alive",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "Content-Length",
                "Corral-Node"
            })
    void fieldsOfTheConnectionOrOurOwn_doNotPass(String name) {
        headers.add(name, "x");

        assertThat(Fields.of(headers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\u0000b", "a\u007fb", "a\u001bb"})
    void controlCharacter_makesTheAnswerUnusableForItsKeyAlone(String value) {
        headers.add("X-Odd", value);

        assertThatThrownBy(() -> Fields.of(headers))
                .hasMessageContaining("a control character in the response header x-odd")
                .isInstanceOfSatisfying(
                        OriginFailed.class,
                        failure -> assertThat(failure.unusable()).isTrue());
    }

    @Test
    void tabsAndBytesBeyondAscii_passAsTheyAre() {
        headers.add("X-Good", " tab\tand \u00fc\u0085\u00a0 ");

        assertThat(Fields.of(headers)).isEqualTo(Map.of("x-good", "tab\tand \u00fc\u0085\u00a0"));
    }

    @Test
    void emptyLinesOfAList_areSkipped() {
        headers.add("Link", "").add("Link", "a").add("Link", "").add("X-Empty", "");

        assertThat(Fields.of(headers)).isEqualTo(Map.of("link", "a", "x-empty", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cdn; hit                     | true
            cdn; hit, "a, b"; detail=x   | true
            cdn; detail="a\\"b"          | true
            cdn; detail="open            | false
            cdn; hit,                    | false
            k\u00e4che; hit              | false
            """)
    void statusesOfOtherCaches_passWhereAMemberCanBeAppended(String value, boolean passes) {
        headers.add("Cache-Status", value);

        assertThat(Fields.of(headers).containsKey("cache-status")).isEqualTo(passes);
    }

    @Test
    void nameThatIsNone_doesNotPass() {
        headers.add("a b", "1").add("a:b", "2").add("\u00fc", "3");

        assertThat(Fields.of(headers)).isEmpty();
    }

    @Test
    void asManyAsAreTaken_areTakenAndOneByteMoreIsNot() {
        headers.add("x", "y".repeat(Fields.MAX_BYTES - 1));
        assertThat(Fields.of(headers)).hasSize(1);

        headers.add("z", "");
        assertThatThrownBy(() -> Fields.of(headers))
                .isInstanceOfSatisfying(
                        OriginFailed.class,
                        failure -> assertThat(failure.unusable()).isTrue());
    }
}
