package dev.corral.node.rest;

import static dev.corral.node.rest.ReadingTest.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whether the origin's lifetimes apply: cache {@code honest} honours them, and cache {@code long} has its own settings.
 */
@QuarkusTest
class LifetimesTest extends NodeTest {

    @Test
    void cacheThatHonours_keepsARowAsLongAsTheOriginSays() {
        origin.answer("said", 200, "{}", "Cache-Control", "public, s-maxage=100, max-age=7", "Age", "40");
        HttpResponse<String> loaded = node.get("/caches/honest/said");

        HttpResponse<String> hit = node.get("/caches/honest/said");

        assertThat(header(loaded, "Cache-Control")).isEqualTo("public, s-maxage=100, max-age=7");
        assertThat(header(loaded, "Age")).isEqualTo("40");
        assertThat(header(hit, "Cache-Status")).isIn("node-1; hit; ttl=59", "node-1; hit; ttl=60");
    }

    @Test
    void cacheThatIgnores_hasItsOwnNumbers() {
        origin.answer("own", 200, "{}", "Cache-Control", "public, s-maxage=100, max-age=7", "Age", "40");
        HttpResponse<String> loaded = node.get("/caches/long/own");

        HttpResponse<String> hit = node.get("/caches/long/own");

        assertThat(header(loaded, "Cache-Control")).isEqualTo("max-age=3600");
        assertThat(header(loaded, "Age")).isEqualTo("0");
        assertThat(header(hit, "Cache-Status")).isIn("node-1; hit; ttl=3599", "node-1; hit; ttl=3600");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no-cache  | no-cache
            old       | max-age=0, must-revalidate
            absurd    | max-age=never
            """)
    void whatMayNotBeServedUnasked_isNotStoredWhereTheOriginIsHonoured(String key, String control) {
        origin.answer(key, 200, "{}", "Cache-Control", control);
        node.get("/caches/honest/" + key);
        node.get("/caches/long/" + key);

        HttpResponse<String> honest = node.get("/caches/honest/" + key);
        HttpResponse<String> own = node.get("/caches/long/" + key);

        assertThat(header(honest, "Cache-Status")).isEqualTo("node-1; fwd=miss");
        assertThat(header(honest, "Cache-Control")).isEqualTo(control);
        assertThat(header(own, "Cache-Status")).startsWith("node-1; hit");
        assertThat(origin.queries(key)).isEqualTo(3);
    }

    @Test
    void whereTheOriginSaysNothing_theCachesOwnNumbersCount() {
        origin.answer("silent", 200, "{}", "Cache-Control", "public");

        HttpResponse<String> loaded = node.get("/caches/honest/silent");

        assertThat(header(loaded, "Cache-Control")).isEqualTo("max-age=3600");
    }

    @Test
    void expires_isToldWhereItCounts() {
        origin.answer(
                "expires",
                200,
                "{}",
                "Date",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Expires",
                "Sun, 06 Nov 1994 08:50:37 GMT");
        HttpResponse<String> loaded = node.get("/caches/honest/expires");

        assertThat(header(loaded, "Expires")).isEqualTo("Sun, 06 Nov 1994 08:50:37 GMT");
        assertThat(header(loaded, "Cache-Control")).isEqualTo("(none)");
        assertThat(header(node.get("/caches/honest/expires"), "Cache-Status"))
                .isIn("node-1; hit; ttl=59", "node-1; hit; ttl=60");
    }
}
