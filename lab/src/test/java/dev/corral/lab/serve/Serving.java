package dev.corral.lab.serve;

import dev.corral.lab.Main;
import dev.corral.lab.fleet.Ports;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A process of {@code ./corral serve}, and a client of its node. */
final class Serving implements AutoCloseable {

    private static final int MANAGEMENT = 1_000;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Process process;
    private final int port;
    private final StringBuilder printed = new StringBuilder();

    private Serving(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param more additional options */
    static Serving start(Path folder, String origin, String... more) throws Exception {
        return start(folder, origin, Map.of(), more);
    }

    /**
     * @param folder the folder in which the lab is called
     * @param environment variables of the lab in addition to those of the test
     */
    static Serving start(Path folder, String origin, Map<String, String> environment, String... more) throws Exception {
        int port = freeWithManagement();
        ProcessBuilder builder = new ProcessBuilder(command(folder, origin, port, more))
                .directory(folder.toFile())
                .redirectError(folder.resolve("serve.err").toFile());
        builder.environment().putAll(environment);
        Serving serving = new Serving(builder.start(), port);
        serving.awaitWelcome(folder);
        return serving;
    }

    static List<String> command(Path folder, String origin, int port, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Dcorral.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-cp",
                classPath(),
                Main.class.getName(),
                "serve",
                "--origin",
                origin,
                "--port",
                String.valueOf(port),
                "--out",
                folder.toString()));
        command.addAll(List.of(more));
        return command;
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns a port that is free together with the management port, which is a thousand above it. */
    static int freeWithManagement() {
        while (true) {
            int port = Ports.free(1).getFirst();
            try {
                Ports.requireFree(port + MANAGEMENT, "management");
                if (port <= 60_000) {
                    return port;
                }
            } catch (RuntimeException taken) {
                // The next attempt chooses another pair.
            }
        }
    }

    private void awaitWelcome(Path folder) throws IOException {
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.contains("Ctrl-C")) {
            printed.append(line).append('\n');
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("it did not start; see " + folder + "/serve.err and its logs");
        }
    }

    /** The output until the nodes were ready. */
    String printed() {
        return printed.toString();
    }

    /** The command lines of the child processes, as every user can read them. */
    List<String> children() {
        return process.descendants()
                .map(child -> child.info().commandLine().orElse(""))
                .toList();
    }

    HttpResponse<byte[]> get(String key, String... fields) throws Exception {
        return client.send(request(key, fields), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** Sends this many reads at once. */
    List<HttpResponse<byte[]>> getAtOnce(int count, String key) {
        return IntStream.range(0, count)
                .mapToObj(each -> client.sendAsync(request(key), HttpResponse.BodyHandlers.ofByteArray()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private HttpRequest request(String key, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/caches/full/" + key))
                .timeout(Duration.ofSeconds(30));
        return fields.length == 0 ? request.build() : request.headers(fields).build();
    }

    Process process() {
        return process;
    }

    int port() {
        return port;
    }

    static String status(HttpResponse<?> answer) {
        return answer.headers().firstValue("Cache-Status").orElse("");
    }

    static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** Ends the lab, whose children end with it. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 15, TimeUnit.SECONDS).join();
        process.destroyForcibly();
        client.close();
    }
}
