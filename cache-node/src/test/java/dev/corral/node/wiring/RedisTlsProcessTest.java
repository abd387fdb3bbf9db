package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.FreePort;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import dev.corral.node.testing.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of a packaged node and a Redis with TLS. */
class RedisTlsProcessTest {

    @TempDir
    Path folder;

    @Test
    void certificateOfThatHost_isTrusted() throws Exception {
        between("localhost", node -> {
            Await.until("commands", () -> node.readiness().contains("\"store\": \"connected\""));
            Await.until("pushes", () -> node.readiness().contains("\"push\": \"live\""));
        });
    }

    /** The control: nothing is sent to a Redis whose certificate is for another host. */
    @Test
    void certificateOfAnotherHost_isNot() throws Exception {
        between("elsewhere", node -> {
            Await.until("refused", () -> node.log().contains("unavailable: its certificate is for another host"));
            assertThat(node.readiness()).contains("\"store\": \"lost\"", "\"push\": \"lost\"");
        });
    }

    @Test
    void certificateOfAStranger_isNotTrustedAndToldInOneSentence() throws Exception {
        SelfSigned stranger = SelfSigned.of("localhost", Files.createDirectory(folder.resolve("stranger")));
        between(SelfSigned.of("localhost", folder), stranger, node -> {
            Await.until("refused", () -> node.readiness().contains(": its certificate is not trusted"));
            assertThat(node.log())
                    .contains("unavailable: its certificate is not trusted")
                    .doesNotContain("Exception");
        });
    }

    @Test
    void expiredCertificate_isLoggedOnceWithoutAStackTrace() throws Exception {
        SelfSigned authority = SelfSigned.authority("authority", folder);
        SelfSigned expired = SelfSigned.expired("localhost", "authority", folder);
        between(expired, authority, node -> {
            Await.until("refused", () -> node.readiness().contains("its certificate has expired"));
            Await.until("pushes are refused", () -> node.log().contains("Pushes from Redis"));
            // Attempts follow each other, at most a second apart.
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
            assertThat(node.log())
                    .containsOnlyOnce("unavailable: its certificate has expired")
                    .doesNotContain("Exception", "\tat ");
        });
    }

    /** The authority is another one, too, and the file with its certificate is replaced while the node runs. */
    @Test
    void renewedCertificate_isTrustedByTheNextConnection() throws Exception {
        SelfSigned first = SelfSigned.of("localhost", Files.createDirectory(folder.resolve("first")));
        SelfSigned second = SelfSigned.of("localhost", Files.createDirectory(folder.resolve("second")));
        Path trusted = Files.copy(first.certificate(), folder.resolve("trusted.crt"));
        int port = FreePort.next();
        OwnRedis redis = serving(first, port);
        try (NodeProcess node = trusting(trusted, port)) {
            node.ready();
            Await.until("commands", () -> node.readiness().contains("\"store\": \"connected\""));
            redis.close();
            redis = serving(second, port);
            Await.until("refused", () -> node.readiness().contains("its certificate is not trusted"));
            Files.copy(second.certificate(), trusted, StandardCopyOption.REPLACE_EXISTING);
            Await.until("commands", () -> node.readiness().contains("\"store\": \"connected\""));
            Await.until("pushes", () -> node.readiness().contains("\"push\": \"live\""));
            assertThat(node.log()).doesNotContain("Exception", "\tat ");
        } finally {
            redis.close();
        }
    }

    private void between(String certifiedHost, Consumer<NodeProcess> test) throws Exception {
        SelfSigned identity = SelfSigned.of(certifiedHost, folder);
        between(identity, identity, test);
    }

    private static void between(SelfSigned identity, SelfSigned trusted, Consumer<NodeProcess> test) throws Exception {
        int port = FreePort.next();
        try (OwnRedis redis = serving(identity, port);
                NodeProcess node = trusting(trusted.certificate(), port)) {
            redis.flush();
            test.accept(node.ready());
        }
    }

    private static OwnRedis serving(SelfSigned identity, int port) {
        return new OwnRedis(
                "tls-port " + port,
                "tls-auth-clients no",
                "tls-cert-file " + identity.certificate(),
                "tls-key-file " + identity.key(),
                "tls-ca-cert-file " + identity.certificate());
    }

    private static NodeProcess trusting(Path certificate, int port) {
        return new NodeProcess(List.of(
                "quarkus.redis.hosts=rediss://localhost:" + port,
                "quarkus.redis.tls-configuration-name=redis",
                "quarkus.tls.redis.trust-store.pem.certs=" + certificate));
    }
}
