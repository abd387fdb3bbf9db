package dev.corral.node.testing;

import dev.corral.guard.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A packaged node in a process of its own, which can be stopped with the signals of the operating system. */
public final class NodeProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /** The packaged slow origin, if a build of all modules has made it. */
    public static final Path ORIGIN = Path.of("..", "slow-origin").resolve(JAR);

    private static final Path LOGS = Path.of("target", "process-tests");

    /** The directory for temporary files, because a node that is killed leaves its own behind. */
    private static final Path TEMPORARY = LOGS.resolve("tmp");

    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final int port = FreePort.next();
    private final int managementPort = FreePort.next();
    private final Path log;
    private final Process process;

    /** @param settings each {@code name=value}; the last one of a name is effective; by default without a rehearsal */
    public NodeProcess(List<String> settings) {
        this(settings, Map.of());
    }

    /** @param environment variables in addition to those of the test */
    public NodeProcess(List<String> settings, Map<String, String> environment) {
        this(JAR, settings, environment);
    }

    /** @param jar the application that is started, with the same two ports as a node */
    public NodeProcess(Path jar, List<String> settings, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + TEMPORARY.toAbsolutePath(),
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.port=" + managementPort));
        if (jar.equals(JAR)) {
            command.add("-Dcorral.warm.rehearsal=0s");
        }
        settings.forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-jar", jar.toString()));
        try {
            Files.createDirectories(TEMPORARY);
            log = Files.createTempFile(Files.createDirectories(LOGS), "node-", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public NodeProcess ready() {
        Await.until(
                "the node is ready, see " + log,
                LONGEST_START,
                () -> !alive() || readiness().startsWith("200"));
        if (!alive()) {
            throw new AssertionError("the node did not start: " + log());
        }
        return this;
    }

    public int port() {
        return port;
    }

    public NodeClient client() {
        return new NodeClient(URI.create("http://127.0.0.1:" + port));
    }

    /** A client of the management port. */
    public NodeClient managementClient() {
        return new NodeClient(URI.create("http://127.0.0.1:" + managementPort));
    }

    /** The response of the management port; empty while it does not listen. */
    public String management(String path) {
        try {
            HttpResponse<String> answer = managementClient().get(path);
            return answer.statusCode() + " " + answer.body();
        } catch (CompletionException notListening) {
            return "";
        }
    }

    public String readiness() {
        return management("/q/health/ready");
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Sends SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Stops the process for a while, as if its machine did not run it. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** Uses the shell's own kill: the program of that name does not know CONT in a Turkish locale. */
    private void signal(String name) {
        try {
            int code = new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + process.pid())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill -s " + name + " ended with " + code + ": " + log());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    public void closeStdin() {
        try {
            process.getOutputStream().close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the exit code of a process that ends by itself. */
    public int ended() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the node did not end: " + log());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended();
    }
}
