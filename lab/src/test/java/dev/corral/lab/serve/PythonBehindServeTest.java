package dev.corral.lab.serve;

import static dev.corral.lab.serve.Serving.field;
import static dev.corral.lab.serve.Serving.status;
import static dev.corral.lab.serve.Serving.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corral.lab.fleet.Ports;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests Python's {@code http.server} behind {@code ./corral serve}: HTTP/1.0, one connection per query, dates and no
 * entity tags.
 */
class PythonBehindServeTest {

    @TempDir
    Path folder;

    @Test
    void files_areCachedRenewedByTheirDateAndTheirAbsenceRemembered() throws Exception {
        assumeTrue(Program.installed("python3", "--version"), "python3 is not installed");
        Path www = Files.createDirectories(folder.resolve("www"));
        Path page = Files.writeString(www.resolve("page.html"), "<p>as it is</p>");
        Files.setLastModifiedTime(page, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path log = folder.resolve("python.log");
        int port = Ports.free(1).getFirst();
        List<String> command = List.of(
                "python3",
                "-u",
                "-m",
                "http.server",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--directory",
                www.toString());
        try (Program python = Program.start(log, port, command);
                Serving serving = Serving.start(
                        folder, "http://127.0.0.1:" + python.port() + "/{key}", "--ttl=1s", "--negative-ttl=1m")) {
            HttpResponse<byte[]> first = serving.get("page.html");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(field(first, "Content-Type")).startsWith("text/html");
            assertThat(text(first)).isEqualTo("<p>as it is</p>");
            assertThat(status(serving.get("page.html"))).contains("; hit");

            Eventually.holds(() -> {
                serving.get("page.html");
                return Program.lines(log, "/page.html", "304 ") >= 1;
            });
            assertThat(Program.lines(log, "/page.html", "200 ")).isEqualTo(1);

            assertThat(serving.get("nothing").statusCode()).isEqualTo(404);
            assertThat(status(serving.get("nothing"))).contains("; hit");
            assertThat(Program.lines(log, "/nothing", "404 ")).isEqualTo(1);
        }
    }
}
