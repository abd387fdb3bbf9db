package dev.corral.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.helm.Shell.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the Redis container, with programs that record how they are called in place of Redis. */
class RedisScriptsTest {

    private static final String SENTENCE =
            "Secret %s has no key %s, or it is empty: add it; Redis does not start without it.\n";

    /** Records its arguments, and answers as the file {@code answer} says. */
    private static final String RECORDER = """
            #!/bin/sh
            echo "$*" >>"$ETC/calls"
            cat "$ETC/answer"
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void mount() {
        for (String name : new String[] {"functions", "start", "alive", "ready", "reload", "passwords"}) {
            write("redis/" + name, Chart.read(Chart.SOURCE.resolve("scripts/redis-" + name + ".sh")));
        }
        write("passwords/password", "of the nodes\n");
        write("passwords/admin-password", "of people");
        write("run/local-password", "of the Pod");
        write("answer", "OK\n");
        program("bin/redis-server", RECORDER);
        program("bin/redis-cli", RECORDER);
    }

    @Test
    void start_writesTheDigestsOfThePasswords() {
        write("redis/reload", "");
        assertThat(run("start", "shop").exitCode()).isZero();
        assertThat(read("run/users.acl"))
                .startsWith("user default off\nuser corral on " + digest("of the nodes")
                        + " ~shop:* resetchannels -@all +get")
                .contains("\nuser admin on " + digest("of people") + " ~* &* +@all\n")
                .contains("\nuser local on " + digest(read("run/local-password")) + " resetchannels -@all +ping")
                .doesNotContain("of the nodes", "of people");
        assertThat(read("run/local-password")).matches("[0-9a-f]{64}");
        assertThat(read("calls")).isEqualTo(folder.resolve("redis/redis.conf") + "\n");
    }

    @ParameterizedTest
    @CsvSource({"passwords, password", "passwords, admin-password", "tls, ca.crt", "tls, tls.crt", "tls, tls.key"})
    void keyThatIsMissingOrEmpty_stopsTheStart(String mount, String key) throws IOException {
        for (String file : new String[] {"ca.crt", "tls.crt", "tls.key"}) {
            write("tls/" + file, "a certificate or a key");
        }
        Run expected = new Run(1, String.format(SENTENCE, mount.equals("tls") ? "cache-tls" : "cache-passwords", key));
        for (String content : new String[] {"", "\n"}) {
            write(mount + "/" + key, content);
            assertThat(run("start", "shop")).isEqualTo(expected);
        }
        Files.delete(folder.resolve(mount + "/" + key));
        assertThat(run("start", "shop")).isEqualTo(expected);
        assertThat(folder.resolve("run/users.acl")).doesNotExist();
        assertThat(folder.resolve("calls")).as("calls of redis-server").doesNotExist();
    }

    @Test
    void keyWithAnotherName_isNamed() {
        write("passwords/admin-password", "");
        Map<String, String> environment = environment();
        environment.put("KEYS", "admin-password=root password=reader");
        assertThat(Shell.run(environment, script("start"), "shop"))
                .isEqualTo(new Run(1, String.format(SENTENCE, "cache-passwords", "root")));
    }

    @Test
    void secondPassword_isAcceptedFromTheStart() {
        write("redis/reload", "");
        write("passwords/second-password", "another");
        run("start", "shop");
        assertThat(read("run/users.acl"))
                .contains("user corral on " + digest("of the nodes") + " " + digest("another") + " ~shop:*");
    }

    /** As a node reads the file: otherwise it would be locked out. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", "\n\n", "\n\r\n\r"})
    void lineEndsAfterAPassword_areNoPartOfIt(String ends) {
        String password = " 'of' \"the\"\n>nodes #\\n%s*~ ";
        write("redis/reload", "");
        write("passwords/password", password + ends);
        assertThat(run("start", "shop").exitCode()).isZero();
        assertThat(read("run/users.acl")).contains("user corral on " + digest(password) + " ~shop:*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void emptySecondPassword_isNone(String content) {
        write("redis/reload", "");
        write("passwords/second-password", content);
        assertThat(run("start", "shop").exitCode()).isZero();
        assertThat(read("run/users.acl")).contains("user corral on " + digest("of the nodes") + " ~shop:*");
    }

    @Test
    void helmTest_readsThePasswordAsANodeDoes() {
        write("passwords/password", "of the nodes\r\n");
        write("users", Chart.read(Chart.SOURCE.resolve("scripts/test-users.sh")));
        program("bin/redis-cli", "#!/bin/sh\nprintf '[%s]' \"${REDISCLI_AUTH-}\" >>\"$ETC/calls\"\necho 1\n");
        Map<String, String> environment = environment();
        environment.putAll(Map.of("PREFIX", "shop", "REDIS", "corral-redis"));
        Shell.run(environment, folder.resolve("users").toString());
        assertThat(read("calls")).startsWith("[of the nodes]");
    }

    /** It can be ended for lack of memory; without it, Redis would never learn of a change. */
    @Test
    void reloadThatEnds_startsAgainAndAppliesAllFiles() throws IOException {
        link("passwords", "first");
        write("redis/reload", "echo \"$# $1\" >>\"$ETC/reloads\"\nexit 1\n");
        program("bin/redis-server", "#!/bin/sh\nuntil grep -qx '2 ' \"$ETC/reloads\"; do sleep 0.05; done\n");
        assertThat(run("start", "shop").exitCode()).isZero();
        assertThat(read("reloads")).startsWith("2 first\n2 \n");
    }

    /** The nodes' password of one version and the administrator's of the next one are applied at no time. */
    @Test
    void secretThatChangesWhileItIsRead_isReadAgain() throws IOException {
        link("passwords", "second");
        program("bin/sha256sum", """
                #!/bin/sh
                if [ ! -e "$ETC/changed" ]; then
                    echo "new of the nodes" >"$ETC/passwords/password"
                    echo "new of people" >"$ETC/passwords/admin-password"
                    ln -sfn third "$ETC/passwords/..data"
                    touch "$ETC/changed"
                fi
                PATH=${PATH#*:} exec sha256sum
                """);
        reload("first", "", () -> read("calls").contains("setuser admin"));
        assertThat(read("calls"))
                .isEqualTo("--user local --no-auth-warning acl setuser corral resetpass " + digest("new of the nodes")
                        + "\n--user local --no-auth-warning acl setuser admin resetpass " + digest("new of people")
                        + "\n");
    }

    @Test
    void changedSecret_isAppliedToTheRunningRedis() throws IOException {
        link("passwords", "second");
        String output = reload("first", "", () -> read("calls").contains("setuser admin"));
        assertThat(read("calls"))
                .isEqualTo("--user local --no-auth-warning acl setuser corral resetpass " + digest("of the nodes")
                        + "\n--user local --no-auth-warning acl setuser admin resetpass " + digest("of people") + "\n");
        assertThat(output)
                .isEqualTo(
                        "Passwords of Redis are those of Secret cache-passwords: it accepts 1 of the nodes' user.\n");
    }

    @Test
    void unchangedSecret_sendsNothing() throws IOException {
        link("passwords", "first");
        reload("first", "", () -> false);
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    /** The passwords in use are kept, and the log has one line. */
    @Test
    void changedSecretWithoutAKey_isReportedOnce() throws IOException {
        link("passwords", "second");
        write("passwords/admin-password", "");
        String output = reload("first", "", () -> false);
        assertThat(output)
                .isEqualTo(
                        "Passwords of Redis are unchanged: a key of Secret cache-passwords is missing or empty: add it.\n");
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    @Test
    void renewedCertificate_isReadByTheRunningRedis() throws IOException {
        link("passwords", "first");
        link("tls", "second");
        String output = reload("first", "first", () -> read("calls").contains("tls-cert-file"));
        assertThat(read("calls"))
                .isEqualTo("--user local --no-auth-warning --tls --insecure config set tls-cert-file "
                        + folder.resolve("tls/tls.crt") + "\n");
        assertThat(output).isEqualTo("Certificate of Redis is that of Secret cache-tls.\n");
    }

    @Test
    void refusedCertificate_isTriedAgainAndReportedOnce() throws IOException {
        link("passwords", "first");
        link("tls", "second");
        write("answer", "ERR Unable to update TLS configuration\n");
        String output = reload("first", "first", () -> read("calls").lines().count() > 3);
        assertThat(output)
                .isEqualTo(
                        "Certificate of Redis is the one from before, because it refuses that of Secret cache-tls: ERR"
                                + " Unable to update TLS configuration\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PONG", "LOADING Redis is loading the dataset in memory"})
    void redisThatAnswers_isReady(String answer) {
        write("answer", answer + "\n");
        assertThat(run("ready")).isEqualTo(new Run(0, ""));
        assertThat(read("calls")).isEqualTo("--user local --no-auth-warning ping\n");
    }

    /** A restart empties Redis: only a port that nobody listens at is a reason. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "PONG",
                "NOAUTH Authentication required.",
                "LOADING Redis is loading the dataset in memory",
                "Could not connect to Redis: SSL_connect failed: certificate has expired"
            })
    void redisThatAcceptsConnections_isAlive(String answer) {
        write("answer", answer + "\n");
        assertThat(run("alive")).isEqualTo(new Run(0, ""));
        assertThat(read("calls")).isEqualTo("--tls --insecure ping\n");
    }

    @Test
    void busyRedis_isAlive() {
        program("bin/redis-cli", "#!/bin/sh\nexec sleep 30\n");
        assertThat(run("alive", "0.2")).isEqualTo(new Run(0, ""));
    }

    /** The scripts of a running Pod are replaced by those of a newer chart, and the command of its probe is not. */
    @Test
    void aliveOfAnOlderPod_hasNoTime() {
        write("answer", "PONG\n");
        assertThat(run("alive")).isEqualTo(new Run(0, ""));
    }

    @Test
    void redisThatRefusesConnections_isNotAlive() {
        String sentence = "Could not connect to Redis at 127.0.0.1:6379: Connection refused\n";
        write("answer", sentence);
        assertThat(run("alive")).isEqualTo(new Run(1, sentence));
    }

    /** As a client does: without --insecure, so that an expired certificate or one of another authority is noticed. */
    @Test
    void readiness_verifiesTheCertificate() {
        write("tls/ca.crt", "a certificate");
        write("answer", "Could not connect to Redis: SSL_connect failed: certificate verify failed\n");
        assertThat(run("ready"))
                .isEqualTo(new Run(1, "Could not connect to Redis: SSL_connect failed: certificate verify failed\n"));
        assertThat(read("calls"))
                .isEqualTo("--user local --no-auth-warning --tls --cacert " + folder.resolve("tls/ca.crt") + " ping\n");
    }

    @Test
    void passwords_waitsForTheirNumber() {
        String digest = digest("a").substring(1);
        write("answer", "flags\non\npasswords\n" + digest + "\n" + digest + "\ncommands\n-@all\n");
        assertThat(run("passwords", "2")).isEqualTo(new Run(0, "Redis accepts 2 of the nodes' passwords.\n"));
        assertThat(run("passwords", "1"))
                .isEqualTo(new Run(
                        1,
                        "Redis accepts 2 of the nodes' passwords, not 1: compare the keys password and second-password of"
                                + " Secret cache-passwords.\n"));
    }

    /** Lets the script run until a condition holds, and otherwise for a second; returns what it printed. */
    private String reload(String passwords, String certificates, BooleanSupplier enough) throws IOException {
        Process process = Shell.start(environment(), script("reload"), passwords, certificates);
        for (int tries = 0; tries < 100 && !enough.getAsBoolean(); tries++) {
            LockSupport.parkNanos(10_000_000);
        }
        LockSupport.parkNanos(200_000_000);
        // Process.destroy would close its output.
        process.toHandle().destroy();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private Run run(String name, String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = script(name);
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Shell.run(environment(), command);
    }

    private String script(String name) {
        return folder.resolve("redis/" + name).toString();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "ETC", folder.toString(),
                "RUN", folder.resolve("run").toString(),
                "PASSWORDS", "cache-passwords",
                "CERTIFICATES", "cache-tls",
                "PAUSE", "0.05",
                "TRIES", "1"));
        environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        return environment;
    }

    /** As the kubelet mounts a Secret: the files are links into a folder, whose name is its version. */
    private void link(String mount, String version) throws IOException {
        Files.createDirectories(folder.resolve(mount));
        Files.createSymbolicLink(folder.resolve(mount + "/..data"), Path.of(version));
    }

    private static String digest(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return "#" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String read(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Chart.read(file) : "";
    }

    private void program(String name, String text) {
        try {
            Files.setPosixFilePermissions(write(name, text), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
