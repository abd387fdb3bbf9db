package dev.corral.lab.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.corral.lab.fleet.GuardedRedis;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what {@code ./corral serve} prints, writes and passes to its nodes if its Redis has a password. */
class SecretsTest {

    private static final String PASSWORD = "s3cr@t:w/o?r#d, $x+y";

    @TempDir
    Path folder;

    @Test
    void password_isOnNoCommandLineOfANodeAndInNoFile() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Path out = Files.createDirectory(folder.resolve("out"));
        HttpServer rows = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        rows.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
        });
        rows.start();
        try (GuardedRedis redis = new GuardedRedis(folder.resolve("redis"), PASSWORD);
                Serving serving = Serving.start(
                        out,
                        "http://127.0.0.1:" + rows.getAddress().getPort() + "/rows/{key}",
                        Map.of("JAVA_TOOL_OPTIONS", "-Dhttp.proxyPassword=s3cret-store"),
                        "--redis",
                        redis.url(),
                        "--redis-password-file",
                        file.toString(),
                        "--set",
                        "corral.redis.prefix=s3cretive")) {
            assertThat(serving.get("a").statusCode()).isEqualTo(200);
            assertThat(redis.keys())
                    .as("what the node has stored with the password")
                    .isNotEmpty();

            List<String> commands = serving.children();
            assertThat(commands)
                    .anyMatch(line -> line.contains("smallrye.config.locations"))
                    .noneMatch(line -> line.contains("s3cr"));
            assertThat(serving.printed()).contains("redis    redis://***@").doesNotContain("s3cr@t", "s3cr%40t");
        }
        rows.stop(0);
        assertThat(files(out)).noneMatch(text -> text.contains("s3cr@t") || text.contains("s3cr%40t"));
        assertThat(files(out.resolve("logs")))
                .as("a JVM prints the options that it finds in a variable")
                .noneMatch(text -> text.contains("s3cret-store"));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).map(SecretsTest::text).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
