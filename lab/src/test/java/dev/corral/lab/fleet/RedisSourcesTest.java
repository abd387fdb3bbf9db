package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.lab.ending.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.embedded.core.ExecutableProvider;

/** Tests which Redis is started on systems that lack some of the sources, and the message if there is none. */
class RedisSourcesTest {

    /** The error of an old system's dynamic loader for the embedded binary. */
    private static final String OLD_SYSTEM =
            "redis-server: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.34' not found (required by redis-server)";

    private static final String NO_OPENSSL = "redis-server: error while loading shared libraries: libssl.so.3:"
            + " cannot open shared object file: No such file or directory";

    @TempDir
    Path folder;

    private Path logs;
    private Path programs;
    private String real;

    @BeforeEach
    void folders() throws IOException {
        logs = folder.resolve("logs");
        programs = Files.createDirectories(folder.resolve("programs"));
        real = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().getPath();
    }

    @Test
    void sources_areInOrder() {
        assertThat(RedisSources.inOrder(path()))
                .extracting(RedisSource::name)
                .containsExactly(
                        "the embedded redis-server",
                        "redis-server on PATH",
                        "valkey-server on PATH",
                        "a container by docker",
                        "a container by podman");
    }

    @Test
    void embeddedRedis_isTheFirst() throws Exception {
        program("redis-server", "exit 99");
        try (RedisServer redis = new RedisSources(RedisSources.inOrder(path())).start(logs)) {
            redis.client().ping();

            assertThat(logs.resolve("redis-embedded.log")).exists();
            assertThat(logs.resolve("redis-server.log")).doesNotExist();
        }
        assertThat(workFolders()).isEmpty();
    }

    @Test
    void redisOnPath_hasAFolderOfItsOwnOnLoopbackWithoutPersistence() throws Exception {
        program("redis-server", "exec " + real + " \"$@\"");
        try (RedisServer redis = withoutEmbedded().start(logs)) {
            RedisClient client = redis.client();

            assertThat(client.hasSetting("dir", logs.toString())).isTrue();
            assertThat(client.hasSetting("bind", "127.0.0.1")).isTrue();
            assertThat(client.hasSetting("save", "3600")).isFalse();
            assertThat(client.hasSetting("appendonly", "no")).isTrue();
        }
        assertThat(workFolders()).isEmpty();
    }

    @Test
    void scriptThatStartsRedisAsItsChild_leavesNoRedis() throws Exception {
        program("redis-server", real + " \"$@\"");
        long server;
        try (RedisServer redis = withoutEmbedded().start(logs)) {
            server = redis.client().processId();
        }
        assertThat(ProcessHandle.of(server)).isEmpty();
    }

    @Test
    void redisThatPutsItselfIntoTheBackground_isEndedAndNotUsed() throws Exception {
        Path pid = logs.resolve("pid");
        program("redis-server", "exec " + real + " \"$@\" --daemonize yes --pidfile " + pid);
        assertThatBackgroundIsRefused(pid);
    }

    @Test
    void redisInTheBackgroundWhoseStarterStays_isEndedAndNotUsed() throws Exception {
        Path pid = logs.resolve("pid");
        program("redis-server", real + " \"$@\" --daemonize yes --pidfile " + pid + "; sleep 60");
        assertThatBackgroundIsRefused(pid);
    }

    private void assertThatBackgroundIsRefused(Path pid) throws Exception {
        assertThatThrownBy(() -> withoutEmbedded().start(logs))
                .hasMessageContaining("redis-server on PATH")
                .hasMessageContaining("background: start it without daemonize");
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .isEmpty();
    }

    @Test
    void redisThatRefusesTheLab_isReportedByItsOwnWords() {
        program("redis-server", "exec " + real + " \"$@\" --requirepass word");
        assertThatThrownBy(() -> withoutEmbedded().start(logs)).hasMessageContaining("NOAUTH");
    }

    @Test
    void valkey_isStartedWhereRedisIsNot() {
        program("redis-server", "echo '" + NO_OPENSSL + "' >&2; exit 127");
        program("valkey-server", "exec " + real + " \"$@\"");
        try (RedisServer redis = withoutEmbedded().start(logs)) {
            redis.client().ping();
        }
        assertThat(logs.resolve("redis-server.log")).content().contains("libssl.so.3");
    }

    @Test
    void container_isStartedWhereNothingElseIsAndObeys() throws Exception {
        program("docker", engine());
        RedisServer redis = withoutEmbedded().start(logs);
        long first = redis.client().processId();
        String digest = redis.client().loadScript("return 1");
        redis.freeze();
        redis.thaw();
        assertThat(redis.client().knowsScript(digest)).isTrue();

        redis.kill();
        redis.startAgain();
        assertThat(redis.client().knowsScript(digest)).isFalse();
        long second = redis.client().processId();
        redis.close();

        assertThat(ProcessHandle.of(first)).isEmpty();
        assertThat(ProcessHandle.of(second)).isEmpty();
        assertThat(Files.readString(folder.resolve("engine.log")))
                .contains("run --rm --interactive --name corral-redis-", "--publish 127.0.0.1:", "redis:7.4-alpine")
                .contains("exec corral-redis-");
    }

    @Test
    void containerThatCannotBeReached_refusesAFaultWithASentence() {
        program("docker", engine());
        try (RedisServer redis = withoutEmbedded().start(logs)) {
            program("docker", "echo 'Error response from daemon: No such container' >&2; exit 1");

            assertThatThrownBy(redis::freeze)
                    .isInstanceOf(LabException.class)
                    .hasMessage("could not send STOP to Redis: Error response from daemon: No such container");
        }
    }

    @Test
    void nothingStarts_namesEachWithItsOwnWords() throws Exception {
        program("redis-server", "echo '" + NO_OPENSSL + "' >&2; exit 127");
        program("valkey-server", "echo \"" + OLD_SYSTEM.replace("`", "\\`") + "\" >&2; exit 1");
        program("docker", "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.' >&2; exit 1");

        assertThatThrownBy(() -> withoutEmbedded().start(logs))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("no Redis starts on this machine. These were tried, in this order:")
                .hasMessageContaining("redis-server on PATH: ended with exit status 127: " + NO_OPENSSL)
                .hasMessageContaining("valkey-server on PATH: ended with exit status 1: " + OLD_SYSTEM)
                .hasMessageContaining("a container by docker: it does not answer: Cannot connect to the Docker daemon")
                .hasMessageContaining("a container by podman: there is no podman on PATH")
                .hasMessageContaining("--redis redis://host:port")
                .hasMessageNotContaining("nstall");
        assertThat(workFolders()).isEmpty();
    }

    @Test
    void imageThatCannotBePulled_isNamedInTheEnginesWords() {
        program(
                "podman",
                "case $1 in version) ;; *) echo 'Error: initializing source docker://redis: no route to host' >&2;"
                        + " exit 125 ;; esac");

        assertThatThrownBy(() -> withoutEmbedded().start(logs))
                .hasMessageContaining("a container by podman: ended with exit status 125: Error: initializing source");
    }

    @Test
    void versionsBelow62_areNotSupported() {
        assertThat(Stream.of("6.2.0", "6.10.1", "7.0.15", "8.2", "10.0.0")).allMatch(RedisProcess::supports);
        assertThat(Stream.of("2.8.4", "5.0.14", "6.0.16", "6.1.9", "of no version"))
                .noneMatch(RedisProcess::supports);
    }

    @Test
    void folderThatCannotBeWritten_isNamed() {
        assertThatThrownBy(() -> new RedisSources(List.of(new EmbeddedRedis())).start(Path.of("/proc/1/nowhere")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("the embedded redis-server: ")
                .hasMessageContaining("/proc/1/nowhere");
    }

    @Test
    void image_isTheOneOfTheHelmChart() throws Exception {
        String values = Files.readString(Path.of("..", "helm", "corral", "values.yaml"));
        String[] image = ContainerRedis.IMAGE.split(":");

        assertThat(values).containsPattern("repository: " + image[0] + "\n.*\n *tag: " + image[1] + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://me:pw@other", "tcp://10.0.0.1:2375", "tcp://other:2376", "https://other"})
    void engineOnAnotherMachine_isNotUsed(String address) {
        program("docker", engine());
        Map<String, String> environment = Map.of("DOCKER_HOST", address);
        assertThatThrownBy(
                        () -> new RedisSources(List.of(new ContainerRedis("docker", path(), environment))).start(logs))
                .hasMessageContaining("a container by docker: DOCKER_HOST is '")
                .hasMessageContaining("it must name this machine, because the lab reaches a container on loopback")
                .hasMessageNotContaining("me:pw");
        assertThat(folder.resolve("engine.log")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "unix:///run/docker.sock", "/run/docker.sock", "tcp://127.0.0.1:2375", "ssh://u@localhost"})
    void engineOnThisMachine_isUsed(String address) {
        assertThatCode(() -> EngineHost.requireLocal(Map.of("DOCKER_HOST", address)))
                .doesNotThrowAnyException();
    }

    @Test
    void contextOnAnotherMachine_isNotUsed() {
        program("docker", "case $1 in context) echo ssh://other ;; esac");
        assertThatThrownBy(() -> withoutEmbedded().start(logs))
                .hasMessageContaining("a container by docker: its context is 'ssh://other'");
    }

    @Test
    void startOfAContainer_isAnnouncedAndAllStartsAreBounded() {
        program("docker", "case $1 in version) ;; context) exit 1 ;; *) cat ;; esac");
        program("podman", "case $1 in version) ;; context) exit 1 ;; *) cat ;; esac");
        List<String> said = new ArrayList<>();
        List<RedisSource> containers = RedisSources.inOrder(path(), Map.of()).subList(3, 5);
        assertThatThrownBy(() -> new RedisSources(containers, said::add, Duration.ofMillis(300)).start(logs))
                .hasMessageContaining("a container by docker: does not respond as the lab needs within")
                .hasMessageContaining("a container by podman: does not respond as the lab needs within 0 s");
        assertThat(said)
                .hasSize(2)
                .first()
                .asString()
                .contains("starting Redis in a container by docker", "at most 120 s");
    }

    private List<Path> workFolders() throws IOException {
        try (Stream<Path> all = Files.list(logs.resolve(WorkFolder.ALL))) {
            return all.filter(path -> !path.endsWith(WorkFolder.MARKER)).toList();
        }
    }

    private RedisSources withoutEmbedded() {
        List<RedisSource> all = RedisSources.inOrder(path(), Map.of());
        return new RedisSources(all.subList(1, all.size()));
    }

    private ProgramPath path() {
        return new ProgramPath(":/nowhere:" + programs);
    }

    /** Returns a script that imitates a container engine in the namespaces of this system. */
    private String engine() {
        return """
                echo "$@" >>%s/engine.log
                case $1 in
                    version) exit 0 ;;
                    exec) shift 2; exec "$@" ;;
                    context) exit 1 ;;
                esac
                while [ "$1" != --publish ]; do shift; done
                port=${2#127.0.0.1:}
                while [ "$1" != -c ]; do shift; done
                keeper=$2
                session=$3
                shift 6
                exec /bin/sh -c "$keeper" "$session" %s --port "${port%%:6379}" "$@" --bind 127.0.0.1
                """.formatted(folder, real);
    }

    private void program(String name, String script) {
        try {
            Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
