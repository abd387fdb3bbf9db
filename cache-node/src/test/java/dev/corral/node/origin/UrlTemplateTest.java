package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "plain, /rows/plain.json?x=1",
        "a/b, /rows/a%2Fb.json?x=1",
        "a b?c#d, /rows/a%20b%3Fc%23d.json?x=1",
        "ü, /rows/%C3%BC.json?x=1",
        "100%, /rows/100%25.json?x=1",
        "-._~, /rows/-._~.json?x=1"
    })
    void key_isPercentEncodedIntoItsPlace(String id, String path) {
        UrlTemplate url = new UrlTemplate("http://db.test:8090/rows/{key}.json?x=1");

        assertThat(url.pathOf(id)).isEqualTo(path);
    }

    @Test
    void schemeHostAndPort_areRead() {
        UrlTemplate tls = new UrlTemplate("https://db.test/?id={key}");

        assertThat(tls.tls()).isTrue();
        assertThat(tls.host()).isEqualTo("db.test");
        assertThat(tls.port()).isEqualTo(443);
        assertThat(tls.pathOf("7")).isEqualTo("/?id=7");
        assertThat(new UrlTemplate("http://db.test/{key}").port()).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://db.test/rows              | exactly once
            http://db.test/{key}/{key}       | exactly once
            ftp://db.test/{key}              | http or https
            /rows/{key}                      | http or https
            http://{key}.test/rows           | in its path or query
            http:///rows/{key}               | names a host
            http://me:secret@db.test/{key}   | no user or password
            http://db.test/rows/{key}#top    | no fragment
            http://db test/{key}             | a valid URL
            """)
    void impossibleTemplate_isRefusedWithItsRule(String template, String rule) {
        assertThatThrownBy(() -> new UrlTemplate(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "http://Rows.Example/a/{key}, http://rows.example:80/a/{key}",
        "https://rows.example:443/a/{key}?x=1, https://rows.example:443/a/{key}?x=1",
        "http://rows.example:81/A/{key}, http://rows.example:81/A/{key}"
    })
    void spellingsOfOneTemplate_areOneText(String template, String normalised) {
        assertThat(new UrlTemplate(template).normalised()).isEqualTo(normalised);
    }
}
