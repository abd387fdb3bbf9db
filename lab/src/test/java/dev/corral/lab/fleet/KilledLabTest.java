package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab that is killed leaves no process behind: its children end when their pipe to it does. */
class KilledLabTest {

    @TempDir
    Path folder;

    @Test
    void killedLab_takes_its_redis_with_it() throws Exception {
        Process lab = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartsRedis.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String url = new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8)).readLine();
        List<ProcessHandle> children = lab.descendants().toList();
        assertThat(url).startsWith("redis://");
        assertThat(children).as("the keeper, Redis and the keeper's wait").hasSizeGreaterThanOrEqualTo(2);

        lab.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        assertThat(allEnd(children)).isTrue();
    }

    private static boolean allEnd(List<ProcessHandle> children) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (children.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return children.stream().noneMatch(ProcessHandle::isAlive);
    }

    /** Stands for the lab in a process of its own. */
    static final class StartsRedis {
        private StartsRedis() {}

        public static void main(String[] arguments) throws Exception {
            RedisServer server = RedisServer.start(Path.of(arguments[0]));
            System.out.println(server.url());
            System.in.read();
        }
    }
}
