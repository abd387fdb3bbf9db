package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "plain, /rows/plain.json?x=1",
        "a/b, /rows/a%2Fb.json?x=1",
        "a b??c#d, /rows/a%20b%3Fc%23d.json?x=1",
        "ü, /rows/%C3%BC.json?x=1",
        "100%, /rows/100%25.json?x=1",
        "-._~, /rows/-._~.json?x=1"
    })
    void key_isPercentEncodedIntoItsPlace(String id, String path) {
        UrlTemplate url = new UrlTemplate("http://db.test:8090/rows/{key}.json?x=1");

        assertThat(url.pathOf(id)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "http://db.test/rows/{key}, /rows/list?page=2",
        "http://db.test/rows/{key}.json?x=1, /rows/list.json?x=1&page=2",
        "http://db.test/?id={key}, /?id=list&page=2"
    })
    void queryOfARow_isAddedToThatOfTheTemplate(String template, String path) {
        assertThat(new UrlTemplate(template).pathOf("list?page=2")).isEqualTo(path);
    }

    @Test
    void questionMarkOfAPath_isEncodedAndBeginsNoQuery() {
        UrlTemplate url = new UrlTemplate("http://db.test/rows/{key}");

        assertThat(url.pathOf("a??b=1")).isEqualTo("/rows/a%3Fb%3D1");
        assertThat(url.pathOf("a?b c\u00fc")).isEqualTo("/rows/a?b%20c%C3%BC");
    }

    @Test
    void slashesAreKept_whereTheOriginWantsThem() {
        UrlTemplate url = new UrlTemplate("http://db.test/rows/{key}", new KeyPaths(true));

        assertThat(url.pathOf("a/b c/")).isEqualTo("/rows/a/b%20c/");
        assertThatThrownBy(() -> url.pathOf("a//b")).hasMessageContaining("no empty segment");
    }

    /** A key that does not originate from a URL must satisfy the same rule. */
    @ParameterizedTest
    @ValueSource(strings = {"..", "a/../b", "..\\b"})
    void keyThatCouldLeaveTheTemplate_hasNoUrl(String id) {
        UrlTemplate url = new UrlTemplate("http://db.test/rows/{key}");

        assertThatThrownBy(() -> url.pathOf(id)).hasMessageContaining("no segment . or ..");
    }

    @ParameterizedTest
    @CsvSource({
        "http://my-app:8080/{key}, my-app, 8080",
        "http://my-app/{key}, my-app, 80",
        "http://[::1]:8080/{key}, [::1], 8080",
        "https://[2001:db8::1]/{key}, [2001:db8::1], 443",
        "http://127.0.0.1:/{key}, 127.0.0.1, 80"
    })
    void hostsThatContainersHave_areHosts(String template, String host, int port) {
        assertThat(new UrlTemplate(template).host()).isEqualTo(host);
        assertThat(new UrlTemplate(template).port()).isEqualTo(port);
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
            ftp://db.test/{key}              | must begin with http:// or https://
            /rows/{key}                      | must begin with http:// or https://
            localhost:9000/{key}             | must begin with http:// or https://
            http://{key}.test/rows           | in its path or query
            http:///rows/{key}               | must name a host
            http://:80/rows/{key}            | must name a host
            http://me@my-app/rows/{key}      | no user or password
            http://my-app:0/rows/{key}       | a number from 1 to 65535
            http://my-app:x/rows/{key}       | a number from 1 to 65535
            http://my_app/rows/{key}         | no underscore
            http://db.test:65536/rows/{key}  | a number from 1 to 65535
            http://me:secret@db.test/{key}   | no user or password
            http://db.test/rows/{key}#top    | no fragment
            http://db test/{key}             | no spaces: encode each as %20
            http://db.test/my rows/{key}     | no spaces: encode each as %20
            http://db.test?id={key}          | after the / that follows the host
            http://b\u00fccher.test/{key}      | write it as xn--bcher-kva.test
            http://::1/{key}                 | an IPv6 address must be in brackets
            http://[::x]/{key}               | a valid URL
            http://db.test/<{key}>           | a valid URL
            """)
    void impossibleTemplate_isRefusedWithItsRule(String template, String rule) {
        assertThatThrownBy(() -> new UrlTemplate(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP://Rows.Example/a/{key}, http://rows.example:80/a/{key}",
        "http://Rows.Example/a/{key}, http://rows.example:80/a/{key}",
        "https://rows.example:443/a/{key}?x=1, https://rows.example:443/a/{key}?x=1",
        "http://rows.example:81/A/{key}, http://rows.example:81/A/{key}"
    })
    void spellingsOfOneTemplate_areOneText(String template, String normalised) {
        assertThat(new UrlTemplate(template).normalised()).isEqualTo(normalised);
    }
}
