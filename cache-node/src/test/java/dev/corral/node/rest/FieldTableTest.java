package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of headers in docs/http.md, row by row: repeated, malformed and contradictory headers. */
@QuarkusTest
class FieldTableTest extends NodeTest {

    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String LATER = "Sun, 06 Nov 1994 09:49:37 GMT";

    private static int keys;

    /** Each line of the origin is {@code name: value}; lines are separated by {@code ##}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Cache-Control: max-age=3600##Age: 7200                          | stale
            Cache-Control: max-age=3600##Age: 7200, 0                       | stale
            Cache-Control: max-age=3600##Age: 7200##Age: 0                  | stale
            Cache-Control: max-age=3600##Age: 0##Age: 7200                  | fresh
            Cache-Control: max-age=3600##Age: 10##Age: 10                   | fresh
            Cache-Control: max-age=3600##Age: 0000000000010                 | fresh
            Cache-Control: max-age=3600##Age: 99999999999999                | stale
            Cache-Control: max-age=3600##Age:                               | fresh
            Cache-Control: max-age=3600##Age:##Age: 7200                    | stale
            Cache-Control: max-age=3600##Age: +7200                         | stale
            Cache-Control: max-age=3600##Age: -1                            | stale
            Cache-Control: max-age=3600##Age: 7200;x=1                      | stale
            Cache-Control: max-age=3600##Age: "7200"                        | stale
            Cache-Control: max-age=3600##Age: 7200.5                        | stale
            Cache-Control: max-age=3600##Cache-Control: max-age=0           | stale
            Cache-Control: max-age=0##Cache-Control: max-age=3600           | stale
            Cache-Control: max-age=3600, max-age=3600                       | fresh
            Cache-Control: max-age=3600, max-age=x                          | stale
            Cache-Control: max-age=3600##Cache-Control: no-cache            | stale
            Cache-Control: max-age=3600##Expires: Thu, 01 Jan 1970 00:00:00 GMT##Date: Sun, 06 Nov 1994 08:49:37 GMT | fresh
            Cache-Control: max-age=0, s-maxage=3600                         | fresh
            Date: Sun, 06 Nov 1994 08:49:37 GMT##Expires: Sun, 06 Nov 1994 09:49:37 GMT | fresh
            Date: Sun, 06 Nov 1994 08:49:37 GMT##Expires: Sun, 06 Nov 1994 09:49:37 GMT##Expires: Sun, 06 Nov 1994 09:49:37 GMT | fresh
            Date: Sun, 06 Nov 1994 08:49:37 GMT##Expires: Sun, 06 Nov 1994 09:49:37 GMT##Expires: Sun, 06 Nov 1994 09:49:38 GMT | stale
            Date: Sun, 06 Nov 1994 08:49:37 GMT##Date: Sun, 06 Nov 1994 08:49:38 GMT##Expires: Sun, 06 Nov 1994 09:49:37 GMT | stale
            Date: today##Expires: Sun, 06 Nov 1994 09:49:37 GMT             | stale
            Expires: 0                                                      | stale
            Expires: -1                                                     | stale
            Expires:                                                        | stale
            """)
    void timesThatAreInDoubt_areStaleWhereTheOriginIsHonoured(String lines, String expected) {
        String key = scripted(200, lines);
        node.get("/caches/honest/" + key);

        HttpResponse<String> second = node.get("/caches/honest/" + key);

        assertThat(fresh(second)).as(second.headers().map().toString()).isEqualTo(expected.equals("fresh"));
        assertThat(fresh(twice("long", key))).as("by the cache's own ttl").isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ETag: "a"##ETag: "a"                                 | ETag                | "a"
            ETag: "a"##ETag: "b"##Row-Version: 7                 | ETag                | "7"
            ETag: a##Row-Version: 7                              | ETag                | "7"
            Content-Type: text/html##Content-Type: text/html     | Content-Type        | text/html
            Content-Type: text/html##Content-Type: text/plain    | Content-Type        | text/plain
            Content-Type: text/html##Content-Type: x             | Content-Type        | text/html
            Content-Type: text/html, text/plain                  | Content-Type        | text/html, text/plain
            Last-Modified: a##Last-Modified: b                   | Last-Modified       | (none)
            Last-Modified: yesterday                             | Last-Modified       | yesterday
            Date: a##Date: b                                     | Date                | (none)
            Location: /a##Location: /b                           | Location            | /a
            Content-Location: /a##Content-Location: /b           | Content-Location    | /a
            Content-Disposition: inline##Content-Disposition: x  | Content-Disposition | inline
            Retry-After: 5##Retry-After: 6                       | Retry-After         | 5
            Row-Version: 5##Row-Version: 5                       | Row-Version         | 5
            Row-Version: 7##Row-Version: 5                       | Row-Version         | 5
            Row-Version: 5, 5                                    | Row-Version         | 5
            Content-Language: de##Content-Language: en           | Content-Language    | de, en
            Link: </a>##Link:##Link: </b>                        | Link                | </a>, </b>
            Vary: Accept##Vary: User-Agent                       | Vary                | Accept, User-Agent
            Content-Encoding: br##Content-Encoding: zz           | Content-Encoding    | br, zz
            X-Own: 1##X-Own: 2                                   | X-Own               | 1, 2
            X-Empty:                                             | X-Empty             |
            """)
    void oneLine_isHandedOn(String lines, String name, String value) {
        String key = scripted(200, lines);

        for (HttpResponse<String> answer : List.of(get("long", key), get("long", key), get("none", key))) {
            List<String> all = answer.headers().allValues(name);
            assertThat(all.isEmpty() ? List.of("(none)") : all).containsExactly(value == null ? "" : value);
        }
    }

    @Test
    void cookies_staySeparate() {
        String key = scripted(200, "Set-Cookie: a=1; Expires=" + DATE + "##Set-Cookie: a=1; Expires=" + LATER);

        assertThat(node.get("/caches/long/" + key).headers().allValues("Set-Cookie"))
                .containsExactly("a=1; Expires=" + DATE, "a=1; Expires=" + LATER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Row-Version: new", "Row-Version: 8##Row-Version: new", "Row-Version: -1"})
    void versionThatCannotBeRead_isHandedOnAndNotStored(String lines) {
        String key = scripted(200, lines);

        assertThat(twice("long", key).headers().firstValue("Cache-Status"))
                .contains("node-1; fwd=miss; fwd-status=200");
    }

    /** The version check applies to each of them: the stored row of version 9 stays. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Row-Version: 5##Row-Version: 5",
                "Row-Version: 5##Row-Version: 12",
                "Row-Version: 5, 5",
                "Row-Version: x"
            })
    void olderRowWithAnOddVersion_doesNotReplaceANewerOne(String lines) {
        String key = scripted(200, "Row-Version: 9");
        node.get("/caches/brief/" + key);
        origin.answer(key, 200, "older", fields(lines));

        for (int read = 0; read < 5; read++) {
            node.get("/caches/brief/" + key);
        }

        assertThat(node.get("/caches/brief/" + key + "/entry").body()).contains("\"version\":9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html;",
                "text/html; charset=utf-8;",
                "text/html ; charset=utf-8",
                "text/html;;charset=utf-8",
                "text/html; charset='utf-8'",
                "text/plain; name*=UTF-8''a%20b",
                "text/plain; a=\"b\\\"c\"",
                "text/plain; format=a|b",
                "application/x-a~b",
                "text/plain; a=`b`",
                "text/html charset=utf-8",
                "multipart/mixed; boundary=----=_Part_1",
                "text",
                "*/*",
                "text/plain; a=\u00fc\u00ff"
            })
    void type_isHandedOnByteForByte(String type) {
        String key = scripted(200, "Content-Type: " + type);

        for (String cache : List.of("none", "long", "long", "full", "full")) {
            assertThat(get(cache, key).headers().allValues("Content-Type")).containsExactly(type);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: attachment; filename=\"\u00c3\u00bc\u0085\u00ff.txt\"",
                "Content-Disposition: attachment; filename*=UTF-8''%e2%82%ac",
                "X-!#$%&'*+.^_`|~: odd name",
                "Location: http://[::1]/a b|c\\d\"e\"",
                "Last-Modified: Sunday, 06-Nov-94 08:49:37 GMT",
                "Link: <a>; title=\"\u00e4, b\""
            })
    void endToEndField_isHandedOnByteForByte(String line) {
        String key = scripted(200, line);
        String[] field = fields(line);

        for (String cache : List.of("none", "long", "long", "full", "full")) {
            assertThat(get(cache, key).headers().allValues(field[0])).containsExactly(field[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "Content-Type", "If-Unmodified-Since"})
    void requestFieldWithTwoValues_is400(String name) {
        origin.row("two", "{}", 1);

        HttpResponse<String> answer = node.send("PUT", "/caches/long/two", "x", name, "text/a", name, "text/b")
                .join();

        RefusingTest.assertProblem(answer, 400, "problems/repeated-field");
        assertThat(answer.body()).contains("send it once");
        assertThat(origin.queries("two")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html;",
                "text/html;;charset=utf-8",
                "text",
                "*/*",
                "text/plain; a=\"b\\\"c\"",
                "text/html charset=utf-8",
                "application/x-a~b"
            })
    void typeOfAWrite_reachesTheOriginByteForByte(String type) {
        assertThat(node.send("PUT", "/caches/long/typed", "x", "Content-Type", type)
                        .join()
                        .statusCode())
                .isEqualTo(204);

        assertThat(origin.said("Content-Type")).isEqualTo(type);
    }

    @Test
    void requestFieldTwiceWithOneValue_isOne() {
        origin.row("same", "{}", 1);

        node.get("/caches/long/same", "Authorization", "a", "Authorization", "a");

        assertThat(origin.said("Authorization")).isEqualTo("a");
    }

    @Test
    void traceWithTwoParents_hasNone() {
        origin.row("parents", "{}", 1);

        node.get("/caches/none/parents", "traceparent", "00-a-b-01", "traceparent", "00-c-d-01", "tracestate", "a=b");

        assertThat(origin.said("traceparent")).isNull();
    }

    @Test
    void conditionsThatAreInDoubt_areAnsweredWithTheRow() {
        String key = scripted(200, "Last-Modified: " + DATE + "##ETag: \"a\"");

        assertThat(node.get("/caches/long/" + key, "If-Modified-Since", DATE, "If-Modified-Since", LATER)
                        .statusCode())
                .isEqualTo(200);
        assertThat(node.get("/caches/long/" + key, "If-Modified-Since", DATE, "If-Modified-Since", DATE)
                        .statusCode())
                .isEqualTo(304);
        assertThat(node.get("/caches/long/" + key, "If-None-Match", "x\"a\"").statusCode())
                .isEqualTo(200);
        assertThat(node.get("/caches/long/" + key, "If-None-Match", "\"b\"", "If-None-Match", "\"a\"")
                        .statusCode())
                .isEqualTo(304);
    }

    /** Sends a request that accepts the content codings of the table's rows. */
    private HttpResponse<String> get(String cache, String key) {
        return node.get("/caches/" + cache + "/" + key, "Accept-Encoding", "br, zz");
    }

    private HttpResponse<String> twice(String cache, String key) {
        node.get("/caches/" + cache + "/" + key);
        return node.get("/caches/" + cache + "/" + key);
    }

    private static boolean fresh(HttpResponse<String> answer) {
        String status = answer.headers().firstValue("Cache-Status").orElseThrow();
        return status.contains("; hit") && !status.contains("ttl=-");
    }

    private synchronized String scripted(int status, String lines) {
        String key = "table-" + keys++;
        origin.answer(key, status, "row", fields(lines));
        return key;
    }

    private static String[] fields(String lines) {
        List<String> fields = new ArrayList<>();
        Stream.of(lines.split("##")).forEach(line -> {
            int colon = line.indexOf(':');
            fields.add(line.substring(0, colon));
            fields.add(line.substring(colon + 1).strip());
        });
        return fields.toArray(String[]::new);
    }
}
