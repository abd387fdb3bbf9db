package dev.corral.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A copy of {@code k8s/}, whose scripts find programs that record how they are called in place of kubectl, helm and the lab. */
record ClusterScripts(Path folder) {

    /** In each program: its call is recorded, and so is its process. */
    private static final String RECORD = """
            #!/bin/sh
            echo "${0##*/} $*" >>"$RECORDED/calls"
            echo $$ >>"$RECORDED/processes"
            """;

    /** Where they are set, no engine is asked for them. */
    private static final List<String> IMAGES =
            List.of("BASE_IMAGE", "REDIS_IMAGE", "K6_IMAGE", "PROMETHEUS_IMAGE");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** @param output what it printed, errors included */
    record Run(int exitCode, String output) {}

    static ClusterScripts copy(Path folder) {
        ClusterScripts scripts = new ClusterScripts(folder);
        Path source = Path.of("../k8s");
        Chart.list(source, "").forEach(file -> scripts.write(
                "k8s/" + source.relativize(file), Chart.read(file)));
        scripts.write("target/k8s/images.yaml", "{}");
        scripts.program("bin/helm", "");
        scripts.program("bin/kubectl", "");
        return scripts;
    }

    /** @param name its path in the folder: {@code bin/kubectl} */
    void program(String name, String script) {
        write(name, RECORD + script);
    }

    Process start(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        Map<String, String> variables = builder.environment();
        List.of("NAMESPACE", "RELEASE", "CORRAL_TOKEN_FILE").forEach(variables::remove);
        IMAGES.forEach(image -> variables.put(image, "corral.dev/base/image:1"));
        variables.putAll(environment);
        variables.put("RECORDED", folder.toString());
        variables.put("PATH", folder.resolve("bin") + ":" + variables.get("PATH"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Run run(Map<String, String> environment, String... command) {
        return end(start(environment, command));
    }

    /** Sends SIGTERM as soon as the program was called. */
    Run terminate(Process process, String call) {
        for (int tries = 0; calls().stream().noneMatch(each -> each.startsWith(call)); tries++) {
            if (tries == 2_000 || ends(process, Duration.ofMillis(10))) {
                throw new IllegalStateException("no call of " + call + ": " + read("output"));
            }
        }
        process.destroy();
        return end(process);
    }

    private Run end(Process process) {
        if (!ends(process, PATIENCE)) {
            process.destroyForcibly();
            throw new IllegalStateException("still running: " + calls());
        }
        return new Run(process.exitValue(), read("output"));
    }

    private static boolean ends(Process process, Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<String> calls() {
        return read("calls").lines().toList();
    }

    /** The programs that still run, ended by this call. */
    List<Long> leftRunning() {
        List<Long> left = read("processes")
                .lines()
                .map(Long::valueOf)
                .filter(process -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isPresent())
                .toList();
        left.stream().map(ProcessHandle::of).flatMap(Optional::stream).forEach(ProcessHandle::destroyForcibly);
        return left;
    }

    private String read(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Chart.read(file) : "";
    }

    private void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
