package dev.corral.node.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corral.guard.core.Answer;
import dev.corral.guard.core.Content;
import dev.corral.guard.core.Key;
import dev.corral.guard.core.Request;
import dev.corral.node.origin.HttpOrigin.Connections;
import dev.corral.node.testing.Origins;
import dev.corral.node.testing.SelfSigned;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin with TLS whose certificate the node trusts. */
class OriginTlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    private final Vertx vertx = Vertx.vertx();
    private SelfSigned identity;

    @BeforeEach
    void trust(@TempDir Path folder) throws Exception {
        identity = SelfSigned.of("localhost", folder);
        System.setProperty(TRUST_STORE, identity.store().toString());
        System.setProperty(TRUST_STORE + "Password", SelfSigned.PASSWORD);
    }

    @AfterEach
    void close() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The control: an origin without client certificates. */
    @Test
    void originThatRequiresNoCertificate_answers() {
        HttpOrigin origin = origin(serve("TLSv1.3", ClientAuth.NONE));

        assertThat(load(origin).content()).isInstanceOf(Content.Value.class);
    }

    /** With TLS 1.3 the refusal arrives after the request was sent. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void originThatRequiresACertificate_isReportedByTheReasonOfTls(String version) {
        int port = serve(version, ClientAuth.REQUIRED);
        HttpOrigin origin = origin(port);

        assertThatThrownBy(() -> load(origin))
                .hasMessageContaining("it cannot be reached: the TLS handshake with it failed");
        assertThat(origin.state().cause().orElseThrow())
                .startsWith("TLS with localhost:" + port + " failed: ")
                .contains("fatal alert");
    }

    private static Answer load(HttpOrigin origin) {
        return origin.load(Request.of(new Key("any", "a"))).await().atMost(PATIENCE);
    }

    private HttpOrigin origin(int port) {
        return Origins.of(
                vertx, "https://localhost:" + port + "/{key}", new Connections(1, Origins.KEEP_ALIVE, Origins.REST));
    }

    private int serve(String version, ClientAuth clients) {
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setClientAuth(clients)
                .setEnabledSecureTransportProtocols(Set.of(version))
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(identity.certificate().toString()))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(identity.certificate().toString())
                        .setKeyPath(identity.key().toString()));
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response().end("row a"))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }
}
