package dev.corral.node.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.NodeTest;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that the origin compresses are stored compressed, and decompressed for clients that do not accept gzip. */
@QuarkusTest
class CodingTest extends NodeTest {

    private static final int MAX_BYTES = 8 * 1024 * 1024;

    @Test
    void packedRow_isKeptPackedForThoseWhoReadIt() {
        byte[] packed = gzip("row".getBytes(StandardCharsets.UTF_8));
        packed("gzip", packed, "\"v\"");
        node.get("/caches/long/gzip");

        HttpResponse<byte[]> hit = node.bytes("/caches/long/gzip", "Accept-Encoding", "br, gzip;q=0.5");

        assertThat(hit.body()).isEqualTo(packed);
        assertThat(header(hit, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(hit, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(hit, "ETag")).isEqualTo("\"v\"");
        assertThat(header(hit, "Cache-Status")).startsWith("node-1; hit");
        assertThat(origin.queries("gzip")).isEqualTo(1);
    }

    /** The larger rows do not compress well, so that they are decompressed on another thread. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100_000, 2_000_000})
    void packedRow_isUnpackedForThoseWhoDoNot(int bytes) {
        byte[] row = new byte[bytes];
        new Random(7).nextBytes(row);
        String key = "unpacked-" + bytes;
        packed(key, gzip(row), "\"v\"");

        HttpResponse<byte[]> answer = node.bytes("/caches/long/" + key);

        assertThat(answer.body()).isEqualTo(row);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("(none)");
        assertThat(header(answer, "Content-Digest")).isEqualTo("(none)");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(answer, "ETag")).isEqualTo("W/\"v\"");
        assertThat(node.get("/caches/long/" + key, "If-None-Match", "W/\"v\"").statusCode())
                .isEqualTo(304);
    }

    @Test
    void rowOfTheLargestSize_isUnpackedAndALargerOneIsRefused() {
        packed("largest", gzip(new byte[MAX_BYTES]), "\"v\"");
        packed("bomb", gzip(new byte[MAX_BYTES + 1]), "\"v\"");

        assertThat(node.bytes("/caches/long/largest").body()).hasSize(MAX_BYTES);
        HttpResponse<String> bomb = node.get("/caches/long/bomb");

        RefusingTest.assertProblem(bomb, 502, "problems/origin-failed");
        assertThat(bomb.body()).contains("a gzip body of more than " + MAX_BYTES + " bytes");
        assertThat(node.bytes("/caches/long/bomb", "Accept-Encoding", "gzip").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12})
    void whatIsCalledGzipAndIsNone_isRefused(int kept) {
        byte[] broken = kept == 0
                ? "no gzip at all".getBytes(StandardCharsets.UTF_8)
                : Arrays.copyOf(gzip(new byte[1_000]), kept);
        packed("broken-" + kept, broken, "\"v\"");

        RefusingTest.assertProblem(node.get("/caches/long/broken-" + kept), 502, "problems/origin-failed");
    }

    @Test
    void codingThatTheNodeDoesNotKnow_passesToThoseWhoReadItAlone() {
        origin.answer("brotli", 200, "packed", "Content-Encoding", "br");

        HttpResponse<byte[]> reader = node.bytes("/caches/long/brotli", "Accept-Encoding", "gzip, br");
        HttpResponse<String> other = node.get("/caches/long/brotli", "Accept-Encoding", "gzip");

        assertThat(header(reader, "Content-Encoding")).isEqualTo("br");
        assertThat(header(reader, "Vary")).isEqualTo("Accept-Encoding");
        RefusingTest.assertProblem(other, 406, "problems/not-acceptable");
    }

    @Test
    void packedAnswerThatIsPassed_isUnpackedToo() {
        origin.script(
                "refused",
                query -> query.response()
                        .setStatusCode(403)
                        .putHeader("Content-Encoding", "gzip")
                        .end(Buffer.buffer(gzip("why".getBytes(StandardCharsets.UTF_8)))));

        HttpResponse<String> answer = node.get("/caches/long/refused");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("why");
    }

    /** The control: a plain row stays as it is, and its response does not vary by coding. */
    @Test
    void plainRow_staysPlainForEverybody() {
        origin.answer("plain", 200, "row", "Content-Encoding", "identity");

        HttpResponse<byte[]> answer = node.bytes("/caches/long/plain", "Accept-Encoding", "gzip");

        assertThat(answer.body()).isEqualTo("row".getBytes(StandardCharsets.UTF_8));
        assertThat(header(answer, "Vary")).isEqualTo("(none)");
    }

    private void packed(String key, byte[] body, String tag) {
        origin.script(
                key,
                query -> query.response()
                        .putHeader("Content-Encoding", "gzip")
                        .putHeader("Content-Digest", "sha-256=:x:")
                        .putHeader("ETag", tag)
                        .end(Buffer.buffer(body)));
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
