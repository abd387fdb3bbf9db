package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.guard.testing.FreePort;
import dev.corral.node.testing.Await;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import dev.corral.node.testing.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            Await.until("refused", () -> node.readiness().contains("\"redis\": \"its certificate is not trusted"));
            assertThat(node.log())
                    .contains("unavailable: its certificate is not trusted")
                    .doesNotContain("Exception");
        });
    }

    private void between(String certifiedHost, Consumer<NodeProcess> test) throws Exception {
        SelfSigned identity = SelfSigned.of(certifiedHost, folder);
        between(identity, identity, test);
    }

    private static void between(SelfSigned identity, SelfSigned trusted, Consumer<NodeProcess> test) throws Exception {
        int port = FreePort.next();
        try (OwnRedis redis = new OwnRedis(
                        "tls-port " + port,
                        "tls-auth-clients no",
                        "tls-cert-file " + identity.certificate(),
                        "tls-key-file " + identity.key(),
                        "tls-ca-cert-file " + identity.certificate());
                NodeProcess node = new NodeProcess(List.of(
                        "quarkus.redis.hosts=rediss://localhost:" + port,
                        "quarkus.redis.tls-configuration-name=redis",
                        "quarkus.tls.redis.trust-store.pem.certs=" + trusted.certificate()))) {
            redis.flush();
            test.accept(node.ready());
        }
    }
}
