package dev.corral.lab.fleet;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A Redis in a container, published on 127.0.0.1 only.
 *
 * <p>The standard input of the container is that of the engine's client, so that both end with the lab, however the lab
 * ends.
 *
 * @param engine the program that runs containers
 * @param environment the environment in which the program is called
 */
record ContainerRedis(String engine, ProgramPath path, Map<String, String> environment) implements RedisSource {

    /** The image that the Helm chart uses. */
    static final String IMAGE = "redis:7.4-alpine";

    private static final String REGISTRY = "docker.io/library/";
    private static final String NOBODY = "65534:65534";
    private static final String PORT = "6379";

    @Override
    public String name() {
        return "a container by " + engine;
    }

    @Override
    public String id() {
        return "redis-" + engine;
    }

    /** A long time limit, because the image may have to be pulled first. */
    @Override
    public Duration patience() {
        return Duration.ofSeconds(120);
    }

    @Override
    public Optional<String> notice() {
        return Optional.of("starting Redis in " + name() + ", which may have to pull " + IMAGE + " first (at most "
                + patience().toSeconds() + " s)");
    }

    @Override
    public RedisCommand command(int port, String mark, Path logs) throws IOException {
        String program = path.find(engine).toString();
        EngineHost.requireLocal(environment);
        requireAnswer(program);
        EngineHost.requireLocal("its context", context(program));
        String container = "corral-redis-" + UUID.randomUUID();
        List<String> start = new ArrayList<>(
                List.of("/bin/sh", "-c", "trap '' HUP INT TERM; exec \"$@\"", engine, program, "run", "--rm"));
        start.addAll(List.of("--interactive", "--name", container, "--publish", "127.0.0.1:" + port + ":" + PORT));
        start.addAll(List.of("--user", NOBODY, "--entrypoint", "/bin/sh", REGISTRY + IMAGE, "-c", RedisCommand.KEEPER));
        start.addAll(List.of(RedisCommand.SESSION, "redis-server", "--port", PORT, RedisProcess.MARK, mark));
        start.addAll(List.of("--bind", "0.0.0.0", "--protected-mode", "no", "--dir", "/"));
        start.addAll(List.of("--save", "", "--appendonly", "no"));
        return new RedisCommand(start, List.of(program, "exec", container));
    }

    /** The address of the engine in docker's current context; empty if the program has no contexts. */
    private static String context(String program) {
        try {
            return Commands.run(
                    List.of(program, "context", "inspect", "--format", "{{.Endpoints.docker.Host}}"), "it has none");
        } catch (LabException none) {
            return "";
        }
    }

    /** Checks that the engine responds; otherwise the start would wait for its image. */
    private static void requireAnswer(String program) throws IOException {
        try {
            Commands.run(List.of(program, "version"), "it does not answer");
        } catch (LabException silent) {
            throw new IOException(silent.getMessage(), silent);
        }
    }
}
