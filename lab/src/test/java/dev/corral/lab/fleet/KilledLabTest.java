package dev.corral.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a lab that ends leaves no process behind: its children exit when the pipe from the lab is closed. */
@Timeout(60)
class KilledLabTest {

    @TempDir
    Path folder;

    private Process lab;
    private BufferedReader out;
    private long server;

    @AfterEach
    void endLab() {
        if (lab != null) {
            lab.destroyForcibly();
        }
    }

    @Test
    void killedLab_takesItsRedisWithIt() throws Exception {
        start();
        List<ProcessHandle> children = lab.descendants().toList();
        assertThat(children).as("the keeper, its reader and Redis").hasSizeGreaterThanOrEqualTo(3);

        lab.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        assertThat(allEnd(children)).isTrue();
    }

    /** A terminal sends its signals in this way: to the lab and all its children at once. */
    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT", "TERM"})
    void signalToTheWholeGroup_endsAllAndRedisLast(String signal) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "there is no setsid");
        // A process keeps ignoring the signals that were ignored at its start, as in a background job.
        start("/usr/bin/env", "--default-signal=HUP,INT,TERM", "/usr/bin/setsid");
        List<ProcessHandle> children = lab.descendants().toList();

        Signals.sendToGroup(signal, lab.pid());

        assertThat(out.readLine()).as("of the lab's shutdown hook").isEqualTo("Redis answers");
        assertThat(lab.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(allEnd(children)).isTrue();
    }

    /** A time limit or a killed job sends KILL in this way. */
    @Test
    void killOfTheWholeGroup_endsAll() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "there is no setsid");
        start("/usr/bin/setsid");
        List<ProcessHandle> children = lab.descendants().toList();

        Signals.sendToGroup("KILL", lab.pid());

        assertThat(allEnd(children)).isTrue();
    }

    /** There are two shells between the lab and Redis. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void killedKeeper_takesRedisWithIt(int above) throws Exception {
        start();
        List<ProcessHandle> children = lab.descendants().toList();
        ProcessHandle keeper = ProcessHandle.of(server).orElseThrow();
        for (int each = 0; each < above; each++) {
            keeper = keeper.parent().orElseThrow();
        }
        assertThat(keeper).isNotEqualTo(lab.toHandle());

        keeper.destroyForcibly();

        assertThat(allEnd(children)).isTrue();
        assertThat(lab.isAlive()).isTrue();
    }

    /** Redis has two readers. */
    @Test
    void killedReader_leavesItsWorkToTheOther() throws Exception {
        start();
        List<ProcessHandle> children = lab.descendants().toList();
        ProcessHandle keeper = ProcessHandle.of(server).orElseThrow().parent().orElseThrow();
        ProcessHandle reader = keeper.children()
                .filter(child -> child.pid() != server)
                .findFirst()
                .orElseThrow();

        reader.destroyForcibly();
        lab.destroyForcibly().waitFor(10, TimeUnit.SECONDS);

        assertThat(allEnd(children)).isTrue();
    }

    @Test
    void stoppedJvm_endsWithTheLab() throws Exception {
        Process jvm = startJvm();
        Signals.send("STOP", jvm.pid());

        jvm.getOutputStream().close();

        assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT"})
    void signalOfATerminal_isNotForTheJvmOfAChild(String signal) throws Exception {
        Process jvm = startJvm();

        Signals.send(signal, jvm.pid());

        assertThat(jvm.waitFor(1, TimeUnit.SECONDS)).isFalse();
        jvm.getOutputStream().close();
        assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(jvm.exitValue()).isZero();
    }

    private Process startJvm() throws Exception {
        WorkFolder.of(folder, "bare").renew();
        List<String> command = new ArrayList<>(JvmCommand.of("bare", folder, new Jvm(64, Compilers.FIRST), List.of()));
        command.addAll(List.of(
                "-cp",
                JvmCommand.classPath(),
                BareServerMain.class.getName(),
                String.valueOf(Ports.free(1).getFirst())));
        lab = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        out = new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine()).isEqualTo(BareServerMain.LISTENING);
        return lab;
    }

    private void start(String... prefix) throws Exception {
        List<String> command = new ArrayList<>(List.of(prefix));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                StartsRedis.class.getName(),
                folder.toString()));
        lab = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        out = new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8));
        server = Long.parseLong(out.readLine());
    }

    private static boolean allEnd(List<ProcessHandle> children) {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (children.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < endNanos) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return children.stream().noneMatch(ProcessHandle::isAlive);
    }

    /** A replacement for the lab, in a process of its own. */
    static final class StartsRedis {
        private StartsRedis() {}

        public static void main(String[] arguments) throws Exception {
            RedisServer server = RedisServer.start(Path.of(arguments[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.client().ping();
                System.out.println("Redis answers");
                server.close();
            }));
            System.out.println(server.client().processId());
            System.in.read();
            System.exit(0);
        }
    }
}
