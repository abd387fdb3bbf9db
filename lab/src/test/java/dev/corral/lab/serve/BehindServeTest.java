package dev.corral.lab.serve;

import static dev.corral.lab.serve.Serving.field;
import static dev.corral.lab.serve.Serving.status;
import static dev.corral.lab.serve.Serving.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corral.lab.fleet.Ports;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests nginx, as Debian packages it, behind {@code ./corral serve}: an HTTP service that is independent of the
 * project.
 */
class BehindServeTest {

    private static final String NGINX = "/usr/sbin/nginx";
    private static final int LARGE = 20_000_000;
    private static final String TEXT = "The quick brown fox jumps over the lazy dog. ".repeat(100);

    @TempDir
    static Path folder;

    private static Path accesses;
    private static Program nginx;
    private static Serving serving;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Program.installed(NGINX, "-v"), "nginx is not installed");
        Path rows = Files.createDirectories(folder.resolve("www/rows"));
        for (String name : List.of("plain.txt", "herd.txt", "renewed.txt", "packed.txt", "json.json")) {
            write(rows.resolve(name), TEXT.getBytes(StandardCharsets.UTF_8));
        }
        write(rows.resolve("slow.bin"), new byte[40_000]);
        write(rows.resolve("slower.bin"), new byte[200_000]);
        write(rows.resolve("large.bin"), new byte[LARGE]);
        accesses = folder.resolve("access.log");
        int port = Ports.free(1).getFirst();
        Files.writeString(folder.resolve("nginx.conf"), configuration(port));
        nginx = Program.start(
                folder.resolve("nginx.out"),
                port,
                List.of(
                        NGINX,
                        "-p",
                        folder.toString(),
                        "-e",
                        folder.resolve("error.log").toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString()));
        serving = serve(
                "first",
                "--ttl=2s",
                "--negative-ttl=1m",
                "--set",
                "corral.origin.timeout=1500ms",
                "--set",
                "corral.caches.full.jitter=0");
    }

    private static Serving serve(String name, String... options) throws Exception {
        return Serving.start(
                Files.createDirectories(folder.resolve(name)),
                "http://127.0.0.1:" + nginx.port() + "/rows/{key}",
                options);
    }

    /** Writes a file that has been unchanged for a day, so that its date identifies its content. */
    private static void write(Path file, byte[] content) throws Exception {
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    }

    /** The complete configuration of one process that needs no privileges. */
    private static String configuration(int port) {
        return String.format(Locale.ROOT, """
                daemon off;
                master_process off;
                pid nginx.pid;
                events { worker_connections 256; }
                http {
                    log_format queries '%%{request_method} $request_uri $status $bytes_sent';
                    access_log access.log queries;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    types { text/plain txt; application/json json; application/octet-stream bin; }
                    gzip on;
                    gzip_types text/plain application/json;
                    server {
                        listen 127.0.0.1:%d;
                        root www;
                        location = /rows/moved { return 301 /rows/plain.txt; }
                        location = /rows/slow.bin { limit_rate 50k; }
                        location = /rows/slower.bin { limit_rate 50k; }
                    }
                }
                """, port).replace("%{request_method}", "$request_method");
    }

    @AfterAll
    static void stop() throws Exception {
        if (serving != null) {
            serving.close();
        }
        if (nginx != null) {
            nginx.close();
        }
    }

    @Test
    void contentType_isKeptAndTheSecondReadIsAHit() throws Exception {
        HttpResponse<byte[]> first = serving.get("json.json");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(field(first, "Content-Type")).startsWith("application/json");
        assertThat(text(first)).isEqualTo(TEXT);
        HttpResponse<byte[]> second = serving.get("json.json");
        assertThat(status(second)).contains("; hit");
        assertThat(field(second, "Content-Type")).startsWith("application/json");
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void oneAnswer_servesThoseWhoReadGzipAndThoseWhoDoNot() throws Exception {
        HttpResponse<byte[]> packed = serving.get("packed.txt", "Accept-Encoding", "gzip");
        assertThat(field(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.body().length).isLessThan(TEXT.length() / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
        HttpResponse<byte[]> plain = serving.get("packed.txt");
        assertThat(field(plain, "Content-Encoding")).isEmpty();
        assertThat(text(plain)).isEqualTo(TEXT);
        assertThat(status(plain)).contains("; hit");
    }

    @Test
    void manyReadsAtOnce_areOneQuery() throws Exception {
        List<HttpResponse<byte[]>> answers = serving.getAtOnce(50, "herd.txt");
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(text(answer)).isEqualTo(TEXT);
        });
        assertThat(queries("herd.txt", "200")).isEqualTo(1);
    }

    @Test
    void refresh_asksWhetherItChangedAndA304RenewsTheEntry() throws Exception {
        serving.get("renewed.txt");
        assertThat(queries("renewed.txt", "200")).isEqualTo(1);
        Eventually.holds(() -> {
            serving.get("renewed.txt");
            return queries("renewed.txt", "304") >= 1;
        });
        Eventually.holds(() -> status(serving.get("renewed.txt")).matches(".*; hit; ttl=\\d.*"));
        HttpResponse<byte[]> renewed = serving.get("renewed.txt");
        assertThat(text(renewed)).isEqualTo(TEXT);
        assertThat(field(renewed, "Content-Type")).startsWith("text/plain");
        assertThat(queries("renewed.txt", "200"))
                .as("the row itself, read whole")
                .isEqualTo(1);
    }

    @Test
    void redirect_passesWithItsLocationAndIsNotKept() throws Exception {
        for (int each = 1; each <= 2; each++) {
            HttpResponse<byte[]> moved = serving.get("moved");
            assertThat(moved.statusCode()).isEqualTo(301);
            assertThat(field(moved, "Location")).endsWith("/rows/plain.txt");
            assertThat(status(moved)).contains("fwd=").doesNotContain("; hit").doesNotContain("stored");
        }
        assertThat(queries("moved", "301")).isEqualTo(2);
    }

    @Test
    void missingRow_isAbsentAndRemembered() throws Exception {
        for (int each = 1; each <= 3; each++) {
            HttpResponse<byte[]> absent = serving.get("nothing.txt");
            assertThat(absent.statusCode()).isEqualTo(404);
            assertThat(field(absent, "Content-Type")).startsWith("application/problem+json");
            assertThat(text(absent)).contains("There is no such row");
        }
        assertThat(status(serving.get("nothing.txt"))).contains("; hit");
        assertThat(queries("nothing.txt", "404")).isEqualTo(1);
    }

    @Test
    void largeBody_isRefusedInOneSentenceAndPassedWhereThatIsAllowed() throws Exception {
        HttpResponse<byte[]> refused = serving.get("large.bin");
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(field(refused, "Content-Type")).startsWith("application/problem+json");
        assertThat(text(refused)).contains("a body of more than 8388608 bytes");
        try (Serving larger = serve("larger", "--max-body", "32000000")) {
            for (int each = 1; each <= 2; each++) {
                HttpResponse<byte[]> large = larger.get("large.bin");
                assertThat(large.statusCode()).isEqualTo(200);
                assertThat(large.body().length).isEqualTo(LARGE);
                assertThat(status(large)).doesNotContain("; hit").doesNotContain("stored");
            }
        }
    }

    @Test
    void slowAnswer_arrivesWithinTheTimeoutAndIsA504BeyondIt() throws Exception {
        HttpResponse<byte[]> slow = serving.get("slow.bin");
        assertThat(slow.statusCode()).isEqualTo(200);
        assertThat(slow.body().length).isEqualTo(40_000);
        HttpResponse<byte[]> slower = serving.get("slower.bin");
        assertThat(slower.statusCode()).isEqualTo(504);
        assertThat(field(slower, "Content-Type")).startsWith("application/problem+json");
    }

    /** Waits for the log, because nginx writes it only after it has sent the response. */
    private static long queries(String key, String status) throws Exception {
        Eventually.holds(() -> Program.lines(accesses, "/rows/" + key, "") > 0);
        return Program.lines(accesses, "/rows/" + key, status + " ");
    }
}
