package dev.corral.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.node.testing.Await;
import dev.corral.node.testing.HeldOrigin;
import dev.corral.node.testing.NodeProcess;
import dev.corral.node.testing.OwnRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packaged node that connects to Redis as a user with restricted permissions and with its password in a file. */
class RedisUserProcessTest {

    /** All permissions that a node needs, according to guard-redis. */
    private static final String RULES = "on ~corral:* resetchannels -@all"
            + " +get +set +del +pttl +pexpire +time +info +eval +evalsha +client|tracking";

    private static final String PASSWORD = "pä#s-@:/%?&=+";
    private static final String REFUSED_INFO = "refuses INFO";
    private static final Pattern OTHER_USER = Pattern.compile("(?m)^.* user=(?!corral).*$");

    @TempDir
    Path folder;

    private OwnRedis redis;
    private HeldOrigin origin;
    private NodeProcess node;

    @BeforeEach
    void surround() {
        redis = new OwnRedis();
        origin = new HeldOrigin();
        List<String> rules = new ArrayList<>(List.of("SETUSER", "corral", ">" + PASSWORD));
        rules.addAll(List.of(RULES.split(" ")));
        redis.command("ACL", rules.toArray());
    }

    @AfterEach
    void leave() {
        node.close();
        origin.close();
        redis.close();
    }

    @Test
    void everyConnection_isThatUsers() throws IOException {
        start("corral.redis.user=corral", "corral.redis.password-file=" + written(PASSWORD + "\n"));
        node.ready();
        Await.until("connected", () -> node.readiness().contains("\"store\": \"connected\""));
        Await.until("pushes", () -> node.readiness().contains("\"push\": \"live\""));
        origin.row("k", "{}", 1);
        origin.hold();
        CompletableFuture<?> load = node.client().begin("/caches/lock/k");
        Await.until("its query", () -> origin.held() == 1);

        // Read over connections of their own, while the store's connections hold the lease.
        assertThat(node.client().get("/caches/lock/k/entry").body()).contains("\"holder\":\"node-1:");
        origin.release();
        load.join();

        assertThat(node.client()
                        .get("/caches/lock/k")
                        .headers()
                        .firstValue("Cache-Status")
                        .orElse(""))
                .contains("hit");
        // The connection that sends this command belongs to the default user.
        assertThat(OTHER_USER
                        .matcher(redis.command("CLIENT", "LIST").toString())
                        .results())
                .hasSize(1);
        assertThat(redis.command("ACL", "LOG").size()).isZero();
    }

    @Test
    void userWithoutInfo_worksAndLogsTheAbsenceOnce() throws IOException {
        redis.command("ACL", "SETUSER", "corral", "-info");
        start("corral.redis.user=corral", "corral.redis.password-file=" + written(PASSWORD));
        node.ready();
        Await.until("told", () -> node.log().contains(REFUSED_INFO));
        Await.until("pushes", () -> node.readiness().contains("\"push\": \"live\""));
        origin.row("k", "{}", 1);

        assertThat(node.client().get("/caches/lock/k").statusCode()).isEqualTo(200);
        assertThat(node.readiness()).contains("\"store\": \"connected\"").doesNotContain("\"redis\":");
        assertThat(node.log()).containsOnlyOnce(REFUSED_INFO).doesNotContain("Exception", "\tat ");
        assertThat(node.management("/q/metrics"))
                .contains("corral_store_connected 1")
                .doesNotContain("\ncorral_redis_");
    }

    @Test
    void wrongPassword_isToldAndTheNodeLoadsWithoutTheStore() throws IOException {
        start("corral.redis.user=corral", "corral.redis.password-file=" + written("guessed"));
        node.ready();
        origin.row("k", "{}", 1);

        assertThat(node.client().get("/caches/lock/k").statusCode()).isEqualTo(200);
        assertThat(node.readiness()).contains("\"store\": \"lost\"");
        assertThat(node.log())
                .contains("is unavailable: it refused the user or the password")
                .doesNotContain("guessed");
    }

    @Test
    void replacedPassword_isReadForTheNextConnection() throws IOException {
        redis.command("ACL", "SETUSER", "corral", ">old");
        start("corral.redis.user=corral", "corral.redis.password-file=" + written("old"));
        node.ready();
        Await.until("connected", () -> node.readiness().contains("\"store\": \"connected\""));
        assertThat(node.client().get("/caches/lock/k/entry").statusCode()).isEqualTo(200);
        redis.command("ACL", "SETUSER", "corral", ">new");
        written("new");
        redis.command("ACL", "SETUSER", "corral", "<old", "<" + PASSWORD);
        assertThat(node.readiness()).contains("\"store\": \"connected\"");

        redis.command("CLIENT", "KILL", "USER", "corral");

        Await.until("it notices", () -> node.log().contains("is unavailable"));
        Await.until("connected again", () -> node.readiness().contains("\"store\": \"connected\""));
        Await.until("pushes", () -> node.readiness().contains("\"push\": \"live\""));
        assertThat(node.client().get("/caches/lock/k/entry").statusCode()).isEqualTo(200);
        assertThat(node.log()).doesNotContain("refused the user or the password", "Exception", "\tat ");
    }

    @Test
    void passwordFileThatIsEmptied_isReportedInOneSentence() throws IOException {
        start("corral.redis.user=corral", "corral.redis.password-file=" + written(PASSWORD));
        node.ready();
        Await.until("connected", () -> node.readiness().contains("\"store\": \"connected\""));
        written("");
        redis.command("CLIENT", "KILL", "USER", "corral");
        Await.until("told", () -> node.readiness().contains("password is empty; write the password into it"));
        written(PASSWORD);
        Await.until("connected again", () -> node.readiness().contains("\"store\": \"connected\""));
        assertThat(node.log()).doesNotContain("Exception", "\tat ");
    }

    /** The lease is read over a connection of its own, which is opened now. */
    @Test
    void passwordFileThatIsEmptied_isNotNamedToClients() throws IOException {
        start("corral.redis.user=corral", "corral.redis.password-file=" + written(PASSWORD));
        node.ready();
        Await.until("connected", () -> node.readiness().contains("\"store\": \"connected\""));
        written("");

        assertThat(node.client().get("/caches/lock/k/entry").body())
                .contains("store unavailable: the lease cannot be read")
                .doesNotContain(folder.toString());
    }

    @Test
    void unreadableFile_stopsTheStartWithOneSentence() {
        start("corral.redis.password-file=" + folder.resolve("none"));

        assertThat(node.ended()).isEqualTo(1);
        assertThat(node.log())
                .contains("corral.redis.password-file: " + folder.resolve("none") + " cannot be read")
                .doesNotContain("Exception", "\tat ");
    }

    private Path written(String password) throws IOException {
        return Files.writeString(folder.resolve("password"), password);
    }

    private void start(String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("quarkus.redis.hosts=" + redis.uri());
        settings.add("corral.origin.url=" + origin.url());
        node = new NodeProcess(settings);
    }
}
